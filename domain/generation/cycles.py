"""Entities that require each other, such as a store that needs staff who need a store.

The database enforces every reference, so neither could get its first row. The generated API
accepts one exception: a reference inside such a cycle may name the first row (identifier 1) of a
table that is still empty. The next request makes that row; any other missing row is a conflict.
"""

from collections.abc import Callable

from domain.attributes import Attribute
from domain.entities import EntitySpec, SystemSpec


def required_cycles(system: SystemSpec) -> frozenset[tuple[str, str]]:
    """Pairs (from, to) of different entities with a required reference that lies on a cycle."""
    edges = _edges(
        system, lambda entity, attribute: attribute.required and _other(entity, attribute)
    )
    reachable = {name: _reachable(name, edges) for name in edges}
    return frozenset(
        (source, target)
        for source, targets in edges.items()
        for target in targets
        if source in reachable[target]
    )


def optional_on_cycles(system: SystemSpec) -> frozenset[tuple[str, str]]:
    """Pairs (entity, attribute): a reference that may be null and leads back to the entity.

    The first rows leave it out: what it would refer to may need a row that is not there yet.
    """
    edges = _edges(system, lambda _, attribute: True)  # noqa: ARG005 - every reference counts
    return frozenset(
        (entity.name, attribute.name)
        for entity in system.entities
        for attribute in entity.attributes
        if (reference := attribute.references) and not attribute.required
        if entity.name in {reference.entity, *_reachable(reference.entity, edges)}
    )


def _edges(
    system: SystemSpec, counts: Callable[[EntitySpec, Attribute], bool]
) -> dict[str, set[str]]:
    return {
        entity.name: {
            attribute.references.entity
            for attribute in entity.attributes
            if attribute.references and counts(entity, attribute)
        }
        for entity in system.entities
    }


def _other(entity: EntitySpec, attribute: Attribute) -> bool:
    return attribute.references is not None and attribute.references.entity != entity.name


def _reachable(start: str, edges: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(edges[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(edges.get(name, ()))
    return seen
