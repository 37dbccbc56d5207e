"""`baes-opt recognize`: what requests mean, one line each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from domain.errors import ModelNeededError, RejectedError
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.requests_file import read_requests
from infrastructure.entrypoints.cli.session import session

if TYPE_CHECKING:
    from application.ports.recogniser import Explanation
    from application.recognized import Recognized


def recognize(
    text: Annotated[list[str] | None, typer.Argument(help="One request each.")] = None,
    *,
    file: Annotated[Path | None, typer.Option(help="Requests, one a line; # comments.")] = None,
    system: Annotated[
        str | None, typer.Option(help="Application that the requests are about.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Touch no store.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the role of each word.")] = False,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Say entity, intent and attributes of each request, and where the answer came from."""
    texts = [*(text or []), *(read_requests(file) if file else [])]
    if not texts:
        raise RejectedError(
            "recognize needs a request", hint='for example: baes-opt recognize "list all students"'
        )
    unrecognized = None
    with session(data_dir, dry_run=dry_run) as optimizer:
        for one in texts:
            found = optimizer.look_up(one, system=system)
            if found.recognition is None and unrecognized is None:
                unrecognized = found
            explanation = optimizer.explain(one, system=system) if explain else None
            _tell(found, explanation, json=json)
    if unrecognized and not json:
        raise ModelNeededError(unrecognized.text, str(unrecognized.unparsed))
    raise typer.Exit(ModelNeededError.exit_code if unrecognized else 0)


def _tell(found: "Recognized", explanation: "Explanation | None", *, json: bool) -> None:
    roles = [(one.text, one.role) for one in explanation.tokens] if explanation else []
    if json:
        output.document(found.line() | ({"roles": roles} if explanation else {}))
        return
    meaning = found.recognition
    output.out.print(f"\n[bold]{output.escape(found.text)}[/bold]", soft_wrap=True)
    if meaning is None:
        output.out.print(f"  [yellow]not recognised:[/yellow] {output.escape(str(found.unparsed))}")
    else:
        what = f"{meaning.change} " if meaning.change else ""
        output.out.print(
            f"  {meaning.intent} {what}[cyan]{output.escape(meaning.entity)}[/cyan]  "
            f"[dim]confidence {meaning.confidence:.2f}, from {found.source} "
            f"in {found.seconds * 1000:.2f} ms, {found.tokens} tokens[/dim]"
        )
        for one in meaning.attributes:
            more = ", ".join(f"{key}={value}" for key, value in one.stated().items())
            output.out.print(
                f"    {output.escape(one.name)}: {one.type}  [dim]{output.escape(more)}[/dim]"
            )
        for rule in meaning.business_rules:
            output.out.print(f"    rule: {output.escape(rule)}", soft_wrap=True)
        if meaning.relationship:
            output.out.print(f"    relation {output.escape(meaning.relationship.direction)}")
    if roles:
        output.table("", ("word", "role"), roles)
