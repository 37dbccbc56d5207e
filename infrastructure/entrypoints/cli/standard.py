"""`baes-opt standard`: the coding standards that prompts carry."""

from typing import Annotated

import typer

from domain.standards import FullStandard
from domain.templates import SweaType
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

app = typer.Typer(help="Coding standards and what they cost in tokens.", no_args_is_help=True)


@app.command("list")
def list_standards(*, data_dir: DataDir = None, json: Json = False) -> None:
    """List the standards with their token counts, compressed and full."""
    with session(data_dir, feeds=False, makes=False) as optimizer:
        standards = optimizer.standards.list()
        in_use = [optimizer.standards.get(one.compressed.swea_type) for one in standards]
    forms = ["full" if isinstance(one, FullStandard) else "compressed" for one in in_use]
    if json:
        rows = (
            {**one.model_dump(mode="json"), "in_use": form}
            for one, form in zip(standards, forms, strict=True)
        )
        output.document({"standards": list(rows)})
        return
    output.table(
        f"{len(standards)} standards",
        ("type", "version", "tokens", "full", "share", "in use"),
        [
            (
                one.compressed.swea_type,
                one.compressed.version,
                one.compressed.token_count,
                one.full.token_count,
                f"{one.token_share:.0%}",
                form,
            )
            for one, form in zip(standards, forms, strict=True)
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
    """Print one standard: the form that prompts carry now."""
    with session(data_dir, feeds=False, makes=False) as optimizer:
        both = optimizer.standards.show(swea)
        in_use = optimizer.standards.get(swea)
    standard = both.full if full else in_use
    if json:
        output.document(standard)
    else:
        output.out.print(standard.content, markup=False)
