"""`baes-opt doctor`: what is installed, which stores answer, what is missing and how to mend it."""

import typer

from infrastructure.diagnosis import diagnose
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.settings import Settings

_MARK = {
    "ok": "[green]ok[/green]",
    "absent": "[yellow]absent[/yellow]",
    "broken": "[red]broken[/red]",
}


def doctor(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Check the installation and the stores, and write nothing; 4 when one is broken."""
    checks = diagnose(Settings.load(data_dir=data_dir))
    if json:
        output.document({"checks": checks})
    else:
        for check in checks:
            said = f"{check.what}: {check.detail}"
            output.out.print(f"{_MARK[check.state]:<24}{output.escape(said)}")
            if check.remedy:
                output.out.print(f"         [dim]{output.escape(check.remedy)}[/dim]")
    raise typer.Exit(4 if any(check.state == "broken" for check in checks) else 0)
