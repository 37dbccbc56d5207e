"""`baes-opt template`: the catalogue of templates."""

from typing import Annotated

import typer

from domain.templates import SweaType
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

app = typer.Typer(help="The templates that standard code is written from.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """The templates that standard code is written from."""


@app.command("list")
def list_templates(
    *,
    swea: Annotated[SweaType | None, typer.Option(help="Only of this type.")] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """List the templates with their versions."""
    with session(data_dir, dry_run=True) as optimizer:
        templates = optimizer.templates.list(swea)
    if json:
        output.document({"templates": templates})
        return
    output.table(
        f"{len(templates)} templates",
        ("template", "type", "version", "entities", "writes"),
        [
            (
                one.template_id,
                one.swea_type,
                one.version,
                ", ".join(one.entity_types),
                one.description,
            )
            for one in templates
        ],
        whole=("template",),
    )
