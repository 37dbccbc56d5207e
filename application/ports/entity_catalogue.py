"""The entities of each system as they are now."""

from typing import Protocol

from domain.entities import SystemSpec


class EntityCatalogue(Protocol):
    """A read model of EntityDefined and its kin. StoreError if it cannot be read."""

    def systems(self) -> list[str]:
        """The systems that have entities, in order of their first one."""
        ...

    def system(self, name: str) -> SystemSpec:
        """Its entities in order of definition; none for a system that is not known."""
        ...

    def versions(self, system: str) -> dict[str, int]:
        """Entity name -> version, in order of definition."""
        ...
