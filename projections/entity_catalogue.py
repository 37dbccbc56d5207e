"""Which entities has each system now, and in which version?"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from domain.entities import EntitySpec
from domain.events import EntityDefined, EntityRemoved, EntitySchemaEvolved, Event, Recorded
from projections.sqlite_projection import Handler, SQLiteProjection

_TABLE = """CREATE TABLE IF NOT EXISTS entity (
    system TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_version INTEGER NOT NULL,
    spec TEXT NOT NULL,
    defined_at INTEGER NOT NULL,
    PRIMARY KEY (system, entity)
)"""
# An entity keeps its place among the others when it changes: `defined_at` is a position in the log.
_UPSERT = """INSERT INTO entity (system, entity, entity_version, spec, defined_at)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (system, entity) DO UPDATE SET
    entity_version = excluded.entity_version, spec = excluded.spec"""


class EntityCatalogue(SQLiteProjection):
    """One row an entity of a system."""

    name: ClassVar[str] = "entity_catalogue"
    tables: ClassVar[Sequence[str]] = ("entity",)
    schema: ClassVar[Sequence[str]] = (_TABLE, "PRAGMA user_version = 1")
    indexes: ClassVar[Sequence[str]] = (
        "CREATE INDEX IF NOT EXISTS entity_in_order ON entity(system, defined_at)",
    )

    def _defined(self, event: EntityDefined, recorded: Recorded) -> None:
        self._put(event.system, event.spec, event.entity_version, recorded.position)

    def _evolved(self, event: EntitySchemaEvolved, recorded: Recorded) -> None:
        self._put(event.system, event.spec, event.entity_version, recorded.position)

    def _removed(self, event: EntityRemoved, _: Recorded) -> None:
        self._db.execute(
            "DELETE FROM entity WHERE system = ? AND entity = ?", (event.system, event.entity)
        )

    def _put(self, system: str, spec: EntitySpec, version: int, position: int) -> None:
        self._db.execute(_UPSERT, (system, spec.name, version, spec.model_dump_json(), position))

    handlers: ClassVar[Mapping[type[Event], Handler]] = {
        EntityDefined: _defined,
        EntitySchemaEvolved: _evolved,
        EntityRemoved: _removed,
    }
