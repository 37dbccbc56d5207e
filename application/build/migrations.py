"""The migrations of a generated folder: those that are there, and the one that a change needs."""

from collections.abc import Mapping

from application.build.verdicts import digest
from application.generation.generate import Generation
from application.ports.output_folder import OutputFile
from domain.generation.artefacts import SCHEMA_PATH
from domain.generation.migration import FOLDER, TEMPLATE_ID, VERSION, migration, next_path


def migrations_of(written: Mapping[str, str | None], generation: Generation) -> list[OutputFile]:
    """Every migration that the folder shall hold after this generation.

    `written` is what was generated there before; a schema that a person edited says nothing about
    the tables that ours made, so then there is no new migration.
    """
    scripts = {path: text for path, text in written.items() if path.startswith(FOLDER)}
    before = written.get(SCHEMA_PATH)
    after = next((one.text for one in generation.files if one.path == SCHEMA_PATH), None)
    if before is not None and after is not None and (script := migration(before, after)):
        scripts[next_path(scripts)] = script
    return [
        OutputFile(path, text, digest(text), TEMPLATE_ID, VERSION)
        for path, text in scripts.items()
        if text is not None
    ]
