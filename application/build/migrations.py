"""The migrations of a generated folder: those that are there, and the one that a change needs."""

from collections.abc import Iterable, Mapping

from application.generation.generate import Generation
from application.ports.output_folder import OutputFile
from domain.digests import digest
from domain.generation.artefacts import SCHEMA_PATH
from domain.generation.migration import FOLDER, TEMPLATE_ID, VERSION, migration, next_path


def migrations_of(
    generated: Mapping[str, str | None], names: Iterable[str], generation: Generation
) -> list[OutputFile]:
    """Every migration that the folder shall hold after this generation.

    `generated` are the texts that were generated there last, `names` the paths of the scripts that
    lie there now, a person's among them. What a person edited changes nothing here: a script is
    history, and the next one leads from the schema of last time to that of this time.
    """
    scripts = {
        path: text
        for path, text in generated.items()
        if path.startswith(FOLDER) and text is not None
    }
    before = generated.get(SCHEMA_PATH)
    after = next((one.text for one in generation.files if one.path == SCHEMA_PATH), None)
    if before is not None and after is not None and (script := migration(before, after)):
        scripts[next_path([*generated, *names])] = script
    return [
        OutputFile(path, text, digest(text), TEMPLATE_ID, VERSION) for path, text in scripts.items()
    ]
