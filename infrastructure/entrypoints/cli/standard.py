"""`baes-opt standard`: the coding standards that prompts carry."""

from typing import Annotated

import typer

from domain.templates import SweaType
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

app = typer.Typer(help="Coding standards and what they cost in tokens.", no_args_is_help=True)


@app.command("list")
def list_standards(*, data_dir: DataDir = None, json: Json = False) -> None:
    """List the standards with their token counts, compressed and full."""
    with session(data_dir, dry_run=True) as optimizer:
        standards = optimizer.standards.list()
    if json:
        output.document({"standards": standards})
        return
    output.table(
        f"{len(standards)} standards",
        ("type", "version", "tokens", "full", "share"),
        [
            (
                one.compressed.swea_type,
                one.compressed.version,
                one.compressed.token_count,
                one.full.token_count,
                f"{one.compressed.token_count / one.full.token_count:.0%}",
            )
            for one in standards
        ],
        right=("tokens", "full", "share"),
    )


@app.command()
def show(
    swea: Annotated[SweaType, typer.Argument(help="backend, database, frontend or test.")],
    *,
    full: Annotated[bool, typer.Option("--full", help="The full text.")] = False,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Print one standard."""
    with session(data_dir, dry_run=True) as optimizer:
        both = optimizer.standards.show(swea)
    standard = both.full if full else both.compressed
    if json:
        output.document(standard)
    else:
        output.out.print(standard.content, markup=False)
