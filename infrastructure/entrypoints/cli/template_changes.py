"""`baes-opt template`: trying templates, and changing which ones are used."""

from pathlib import Path
from typing import Annotated

import typer

from application.template_validation import TemplateValidation
from domain.template_file import read_metadata
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.line_files import read_text
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

TemplateId = Annotated[str, typer.Argument(metavar="ID", help="The id of a template.")]


def validate(
    template_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Every one that is on, without it.")
    ] = None,
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Generate and run five systems with each template; 1 when one of them does not work."""
    with session(data_dir, feeds=False) as optimizer, output.progress(json=json) as progress:
        registry = optimizer.templates
        if template_id is None:
            done = registry.validate_all(progress=progress)
        else:
            done = [registry.validate(template_id, progress=progress)]
        changed = registry.changed_files()
    if json:
        rows = (
            {**one.model_dump(mode="json"), "ok": one.ok, "file": changed.get(one.template_id, "")}
            for one in done
        )
        output.document({"templates": list(rows)})
    else:
        for one in done:
            _show_validation(one)
            if one.template_id in changed:
                output.note(f"{one.template_id}: {changed[one.template_id]}")
    raise typer.Exit(0 if all(one.ok for one in done) else 1)


def _show_validation(done: TemplateValidation) -> None:
    bad = [case for case in done.cases if not case.ok]
    state = f"[red]{len(bad)} of {len(done.cases)} fail[/red]" if bad else "[green]ok[/green]"
    output.out.print(f"{state} {output.escape(done.template_id)} {done.version}")
    for case in bad:
        for problem in case.problems:
            output.out.print(f"  {case.case}: {problem}", markup=False, soft_wrap=True)


def register(
    file: Annotated[Path, typer.Argument(help="JSON: the metadata of a template.")],
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Use a template of the template folder from now on; its text is kept with the version."""
    metadata = read_metadata(read_text(file), source=str(file))
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.templates.register(metadata)
    _say(json, done.template_id, done.version, "registered")


def disable(template_id: TemplateId, *, data_dir: DataDir = None, json: Json = False) -> None:
    """Use a template no more; what it replaced is used again."""
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.templates.disable(template_id)
    _say(json, done.template_id, done.version, "disabled")


def restore(
    template_id: TemplateId,
    *,
    version: Annotated[str | None, typer.Option(help="An earlier version.")] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Use a disabled template, or an earlier version of one, again."""
    with session(data_dir, feeds=False) as optimizer:
        done = optimizer.templates.restore(template_id, version)
    _say(json, done.template_id, done.version, "in use")


def _say(as_json: bool, template_id: str, version: str, state: str) -> None:  # noqa: FBT001 - private
    if as_json:
        output.document({"template_id": template_id, "version": version, "state": state})
    else:
        output.out.print(f"{template_id} {version}: {state}", markup=False)
