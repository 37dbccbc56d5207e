"""Facts about the entities of a system. `system` names the application they belong to."""

from typing import ClassVar

from pydantic import Field

from domain.entities import EntitySpec
from domain.events.event import Event


class EntityDefined(Event):
    """An entity exists from now on."""

    stored_as: ClassVar = "entity.defined"

    system: str
    spec: EntitySpec
    entity_version: int = Field(default=1, ge=1)


class EntitySchemaEvolved(Event):
    """An entity has another schema; `spec` is the whole new one."""

    stored_as: ClassVar = "entity.schema_evolved"

    system: str
    spec: EntitySpec
    entity_version: int = Field(ge=2)
    changes: tuple[str, ...]  # one sentence each: "added phone_number (string)"


class EntityRemoved(Event):
    """An entity is no longer part of the system."""

    stored_as: ClassVar = "entity.removed"

    system: str
    entity: str
