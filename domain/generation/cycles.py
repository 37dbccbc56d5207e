"""Entities that require each other, such as a store that needs staff who need a store.

The database enforces every reference, so neither could get its first row. The generated API
accepts one exception: a reference inside such a cycle may name the first row (identifier 1) of a
table that is still empty. The next request makes that row; any other missing row is a conflict.
"""

from domain.entities import SystemSpec


def required_cycles(system: SystemSpec) -> frozenset[tuple[str, str]]:
    """Pairs (from, to) of different entities with a required reference that lies on a cycle."""
    edges: dict[str, set[str]] = {entity.name: set() for entity in system.entities}
    for entity in system.entities:
        for attribute in entity.attributes:
            target = attribute.references and attribute.references.entity
            if target and attribute.required and target != entity.name:
                edges[entity.name].add(target)
    reachable = {name: _reachable(name, edges) for name in edges}
    return frozenset(
        (source, target)
        for source, targets in edges.items()
        for target in targets
        if source in reachable[target]
    )


def _reachable(start: str, edges: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(edges[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(edges.get(name, ()))
    return seen
