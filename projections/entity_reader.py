"""The entity catalogue as the use cases read it."""

import sqlite3
from pathlib import Path

from pydantic import ValidationError

from domain.entities import EntitySpec, SystemSpec
from domain.errors import CorruptStoreError
from infrastructure.sqlite import store_error
from projections.sqlite_reading import ReadConnections


class SQLiteEntityCatalogue:
    """The EntityCatalogue port over the file that the projection of that name writes.

    Unlike the recognition cache it is not optional: a file that cannot be read is a StoreError,
    because a system without its entities would be built wrongly.
    """

    def __init__(self, path: Path) -> None:
        self._files = ReadConnections(path)

    def systems(self) -> list[str]:
        """The systems that have entities, in order of their first one."""
        found = self._rows("SELECT system FROM entity GROUP BY system ORDER BY min(defined_at)")
        return [str(system) for (system,) in found]

    def system(self, name: str) -> SystemSpec:
        """Its entities in order of definition; none for a system that is not known."""
        found = self._rows("SELECT spec FROM entity WHERE system = ? ORDER BY defined_at", name)
        try:
            entities = tuple(EntitySpec.model_validate_json(str(spec)) for (spec,) in found)
        except ValidationError as error:
            raise CorruptStoreError(
                f"{self._files.path} holds an entity of {name!r} that cannot be read",
                hint="baes-opt projection rebuild entity_catalogue makes it anew from the log",
            ) from error
        return SystemSpec(name=name, entities=entities)

    def versions(self, system: str) -> dict[str, int]:
        """Entity name -> version, in order of definition."""
        statement = "SELECT entity, entity_version FROM entity WHERE system = ? ORDER BY defined_at"
        return {str(name): int(str(version)) for name, version in self._rows(statement, system)}

    def close(self) -> None:
        """Release the file."""
        self._files.close()

    def _rows(self, statement: str, *values: str) -> list[tuple[object, ...]]:
        try:
            return self._files.rows(statement, values)
        except sqlite3.Error as error:
            raise store_error(error, self._files.path) from error
