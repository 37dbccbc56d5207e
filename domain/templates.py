"""What a template is and what rendering one gives: the seed's three classes, made strict."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import Field

from domain.entities import EntitySpec, SystemSpec
from domain.model import Model


class SweaType(StrEnum):
    """Software-engineering agents that produce artefacts."""

    BACKEND = "backend"
    DATABASE = "database"
    FRONTEND = "frontend"
    TEST = "test"


_NUMBER = "(0|[1-9][0-9]{0,5})"
ANY_ENTITY = "*"


class TemplateMetadata(Model):
    """One template of the catalogue: the seed's fields, and what a build does with one's own.

    A template that `replaces` a packaged one is used in its place for the entities that it names;
    one with an `output_path` writes one file more for each of them. With neither a build leaves it
    alone: it is for a kernel that selects and renders by itself.
    """

    template_id: str = Field(min_length=1, max_length=100, pattern=r"^[a-z][a-z0-9_]*$")
    template_path: str  # relative to a template root, e.g. "backend/model_crud.py.j2"
    entity_types: tuple[str, ...] = Field(min_length=1)  # ("*",) for any entity
    swea_type: SweaType
    version: str = Field(pattern=rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}$")  # semver
    description: str
    requires_custom_logic: bool = False
    replaces: str | None = None  # a packaged template that is rendered for each entity
    output_path: str | None = None  # e.g. "reports/{module}.md"

    @property
    def order(self) -> tuple[int, ...]:
        """The version as numbers: 1.10.0 comes after 1.9.0."""
        return tuple(int(part) for part in self.version.split("."))

    def is_for(self, entity_type: str) -> bool:
        """Whether it can write this entity."""
        return not {entity_type, ANY_ENTITY}.isdisjoint(self.entity_types)


class TemplateSource(Model):
    """The text of a template, or of a part that it includes, as it was when it was registered."""

    path: str  # relative to the template folder, POSIX
    text: str


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A template as it is rendered: `sources` begin with its own; none for one that we ship."""

    metadata: TemplateMetadata
    sources: tuple[TemplateSource, ...] = ()

    @property
    def is_packaged(self) -> bool:
        """Whether its text travels with the program."""
        return not self.sources

    @property
    def content_sha256(self) -> str | None:
        """What `sha256sum` says of its file; None for a packaged one."""
        if self.is_packaged:
            return None
        return hashlib.sha256(self.sources[0].text.encode()).hexdigest()


class TemplateInput(Model):
    """One entity within its system; relations need the other entities."""

    entity: EntitySpec
    system: SystemSpec
    standards_context: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, Any], *, source: str = "template input") -> "TemplateInput":
        """From the seed's five fields; InvalidSpecError (InvalidNameError) names what is wrong."""
        from domain.template_input import parse_input  # noqa: PLC0415 - events load this module

        return parse_input(fields, source=source)


class TemplateOutput(Model):
    """The text of one artefact, or why there is none (`fallback_used` with `warnings`)."""

    generated_code: str
    template_id: str
    template_version: str
    warnings: tuple[str, ...] = ()
    fallback_used: bool = False


def fell_back(metadata: TemplateMetadata, reason: str) -> TemplateOutput:
    """No text, and why."""
    return TemplateOutput(
        generated_code="",
        template_id=metadata.template_id,
        template_version=metadata.version,
        warnings=(reason,),
        fallback_used=True,
    )


def rendered(metadata: TemplateMetadata, text: str) -> TemplateOutput:
    """Its text."""
    return TemplateOutput(
        generated_code=text, template_id=metadata.template_id, template_version=metadata.version
    )
