"""`baes-opt template`: the templates that standard code is written from."""

from pathlib import Path
from typing import Annotated

import typer

from domain.entities import SystemSpec
from domain.errors import InvalidRequestError
from domain.generation.artefacts import SHARED
from domain.templates import SweaType, TemplateInput, TemplateVersion
from infrastructure.bootstrap.specification_file import read_specification
from infrastructure.entrypoints.cli import output, template_changes
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

app = typer.Typer(help="The templates that standard code is written from.", no_args_is_help=True)

TemplateId = Annotated[str, typer.Argument(metavar="ID", help="The id of a template.")]


@app.command("list")
def list_templates(
    *,
    swea: Annotated[SweaType | None, typer.Option(help="Only of this type.")] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """List the templates in use with their versions; what is off or edited is marked."""
    with session(data_dir, feeds=False) as optimizer:
        catalogue = optimizer.templates.catalogue
        changed = optimizer.templates.changed_files()
    found = catalogue.list(swea, enabled_only=False)
    states = {one.metadata.template_id: "on" for one in found} | dict.fromkeys(changed, "edited")
    states |= dict.fromkeys(catalogue.disabled, "off")
    if json:
        rows = (
            {**one.metadata.model_dump(mode="json"), "state": states[one.metadata.template_id]}
            for one in found
        )
        output.document({"templates": list(rows)})
        return
    output.table(
        f"{len(found)} templates",
        ("template", "type", "version", "entities", "state", "writes"),
        [
            (
                one.metadata.template_id,
                one.metadata.swea_type,
                one.metadata.version,
                ", ".join(one.metadata.entity_types),
                states[one.metadata.template_id],
                one.metadata.description,
            )
            for one in found
        ],
        whole=("template",),
    )
    for template_id, reason in changed.items():
        output.note(f"{template_id}: {reason}")


@app.command()
def show(
    template_id: TemplateId,
    *,
    history: Annotated[bool, typer.Option("--history", help="Every version.")] = False,
    version: Annotated[str | None, typer.Option(help="Not the version in use.")] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Print what is known of a template, and its text as it was registered."""
    with session(data_dir, feeds=False) as optimizer:
        registry = optimizer.templates
        versions = registry.catalogue.history(template_id)
        enabled = template_id not in registry.catalogue.disabled
        shown = registry.catalogue.version_of(template_id, version)
        sources = registry.sources(shown)
    if history:
        _show_history(template_id, versions, json=json)
        return
    fields = shown.metadata.model_dump(mode="json")
    fields |= {"enabled": enabled, "content_sha256": shown.content_sha256}
    if json:
        output.document({**fields, "sources": sources})
        return
    output.out.print("\n".join(f"{k}: {_plain(v)}" for k, v in fields.items()), markup=False)
    for source in sources:
        output.out.print(f"\n{source.path}:", markup=False)
        output.out.print(source.text, markup=False, soft_wrap=True)


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _show_history(template_id: str, versions: tuple[TemplateVersion, ...], *, json: bool) -> None:
    if json:
        rows = [
            {
                "version": one.metadata.version,
                "template_path": one.metadata.template_path,
                "content_sha256": one.content_sha256,
            }
            for one in versions
        ]
        output.document({"template_id": template_id, "versions": rows})
        return
    output.table(
        template_id,
        ("version", "path", "sha256", ""),
        [
            (
                one.metadata.version,
                one.metadata.template_path,
                (one.content_sha256 or "packaged")[:12],
                "in use" if one is versions[-1] else "",
            )
            for one in versions
        ],
    )


@app.command()
def render(
    template_id: TemplateId,
    *,
    spec: Annotated[Path, typer.Option(help="A specification file.")],
    entity: Annotated[str | None, typer.Option(help="Which of its entities.")] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Write what a template makes of a specification to stdout, formatted; 1 if it makes none."""
    asked = _asked(read_specification(spec), entity, shared=template_id in SHARED)
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.templates.preview(template_id, asked)
    if json:
        output.document(done)
    elif done.fallback_used:
        output.error(
            "fallback", f"{template_id} wrote nothing: {done.warnings[0]}", "", as_json=False
        )
    else:
        typer.echo(done.generated_code, nl=False)
    raise typer.Exit(1 if done.fallback_used else 0)


def _asked(system: SystemSpec, name: str | None, *, shared: bool) -> TemplateInput:
    """One entity of a system; any of them for a template of the whole system."""
    if name is None and len(system.entities) > 1 and not shared:
        known = ", ".join(one.name for one in system.entities)
        raise InvalidRequestError("which entity? Name one with --entity", hint=f"known: {known}")
    entity = system.entities[0] if name is None else system.entity(name)
    if entity is None:
        known = ", ".join(one.name for one in system.entities)
        raise InvalidRequestError(f"there is no entity {name!r}", hint=f"known: {known}")
    return TemplateInput(entity=entity, system=system)


app.command()(template_changes.validate)
app.command()(template_changes.register)
app.command()(template_changes.disable)
app.command()(template_changes.restore)
