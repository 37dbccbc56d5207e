"""manifest.json of a generated folder: which file came from which template, and what is named how.

No time and no path of the machine: the same input gives the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import JsonValue

from application.ports.output_folder import OutputFile
from domain.entities import Asked
from domain.model import Model

MANIFEST = "manifest.json"


class ManifestFile(Model):
    """One generated file as it was written, before anybody edited it."""

    template_id: str
    template_version: str
    sha256: str


class Manifest(Model):
    """The whole of it; `entities` maps the names of the specification to those in the code."""

    generator: Literal["baes-optimizer"] = "baes-optimizer"
    format: Literal[1] = 1
    system: str
    requests: tuple[Asked, ...] = ()  # what it was built from, in order
    entities: Mapping[str, JsonValue]
    files: Mapping[str, ManifestFile]

    @classmethod
    def empty(cls) -> "Manifest":
        """Of a folder in which nothing was written yet."""
        return cls(system="", entities={}, files={})

    @classmethod
    def of(
        cls,
        system: str,
        requests: Sequence[Asked],
        files: Sequence[OutputFile],
        entities: Mapping[str, JsonValue],
    ) -> "Manifest":
        """Of these files."""
        return cls(
            system=system,
            requests=tuple(requests),
            entities=dict(entities),
            files={
                one.path: ManifestFile(
                    template_id=one.template_id,
                    template_version=one.template_version,
                    sha256=one.content_sha256,
                )
                for one in sorted(files, key=lambda one: one.path)
            },
        )

    def digest_of(self, path: str) -> str | None:
        """What was generated at that path, if anything was."""
        found = self.files.get(path)
        return found.sha256 if found else None

    def text(self) -> str:
        """The file's text."""
        return json.dumps(self.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"
