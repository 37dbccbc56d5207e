"""`baes-opt projection`: the read models and how far they are."""

from typing import Annotated

import typer

from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

app = typer.Typer(help="Read models: status and rebuild.", no_args_is_help=True)


@app.command()
def status(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Show how far each read model has read the log."""
    with session(data_dir) as optimizer:
        found = optimizer.projection_status()
    if json:
        output.document({"projections": found})
        return
    output.table(
        "read models",
        ("name", "version", "position", "lag", "set aside", "last error"),
        [
            (
                one.name,
                one.version,
                one.position,
                one.lag,
                len(one.set_aside),
                one.last_error or "-",
            )
            for one in found
        ],
        right=("version", "position", "lag", "set aside"),
    )


@app.command()
def rebuild(
    name: Annotated[str | None, typer.Argument(help="One of them; all if not given.")] = None,
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Build read models anew from the log."""
    with session(data_dir) as optimizer, output.progress(json=json) as progress:
        rebuilt = optimizer.rebuild(name, progress)
    if json:
        output.document({"rebuilt": rebuilt})
        return
    for one, events in rebuilt.items():
        output.out.print(f"{one}: rebuilt from {events:,} events")
