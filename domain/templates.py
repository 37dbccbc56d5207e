"""What a template is and what rendering one gives: the seed's three classes, made strict."""

from enum import StrEnum

from pydantic import Field

from domain.entities import EntitySpec, SystemSpec
from domain.model import Model


class SweaType(StrEnum):
    """Software-engineering agents that produce artefacts."""

    BACKEND = "backend"
    DATABASE = "database"
    FRONTEND = "frontend"
    TEST = "test"


class TemplateMetadata(Model):
    """One template of the catalogue."""

    template_id: str = Field(min_length=1, max_length=100, pattern=r"^[a-z][a-z0-9_]*$")
    template_path: str  # relative to a template root, e.g. "backend/model_crud.py.j2"
    entity_types: tuple[str, ...] = Field(min_length=1)  # ("*",) for any entity
    swea_type: SweaType
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")  # semver
    description: str
    requires_custom_logic: bool = False


class TemplateInput(Model):
    """One entity within its system; relations need the other entities."""

    entity: EntitySpec
    system: SystemSpec
    standards_context: str = ""


class TemplateOutput(Model):
    """The text of one artefact, or why there is none (`fallback_used` with `warnings`)."""

    generated_code: str
    template_id: str
    template_version: str
    warnings: tuple[str, ...] = ()
    fallback_used: bool = False
