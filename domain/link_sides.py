"""Which many-to-many relations are one: said by one entity, or by both and told to be the same.

>>> short("a" * 70) == short("a" * 69 + "b"), len(short("a" * 70))
(False, 63)
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from domain.errors import InvalidSpecError
from domain.names.checks import MAX_LENGTH
from domain.names.words import snake_case
from domain.relations import RelationType, relation_type, unknown_entity, where_of

_DIGEST = 8  # hexadecimal digits that tell names apart which are cut


@dataclass(frozen=True, slots=True)
class Said:
    """A relation and the entity that says it."""

    entity: EntitySpec
    relation: EntityRelationship

    @property
    def field(self) -> str:
        """Its name as an identifier."""
        return short(snake_case(self.relation.field_name))

    @property
    def where(self) -> str:
        """How errors name it."""
        return where_of(self.relation, self.entity)


def many_to_many(system: SystemSpec) -> Iterator[Said]:
    """Every many_to_many relation, in the order of the entities."""
    for entity in system.entities:
        for relation in entity.relationships:
            one = Said(entity, relation)
            if relation_type(relation.type, where=one.where) is RelationType.MANY_TO_MANY:
                if system.entity(relation.related_entity) is None:
                    raise unknown_entity(relation, entity, system)
                yield one


def matched(said: Sequence[Said]) -> list[tuple[Said, Said | None]]:
    """Each relation once, with the other entity's word for it: the same name, or the only one."""
    found: list[tuple[Said, Said | None]] = []
    used: set[int] = set()
    for one in said:
        if id(one) in used:
            continue
        other = _other_side(one, said)
        used.add(id(other))
        found.append((one, other))
    return found


def _other_side(one: Said, said: Sequence[Said]) -> Said | None:
    if one.relation.related_entity == one.entity.name:
        return None
    here = [s for s in said if leads(s, one.entity.name, one.relation.related_entity)]
    there = [s for s in said if leads(s, one.relation.related_entity, one.entity.name)]
    same = {s.field for s in here} & {s.field for s in there}
    if one.field in same:
        return next(s for s in there if s.field == one.field)
    here = [s for s in here if s.field not in same]
    there = [s for s in there if s.field not in same]
    if there and (len(here) > 1 or len(there) > 1):
        listed = ", ".join(repr(s.relation.field_name) for s in there)
        raise InvalidSpecError(
            f"whether it is one with {listed} of {one.relation.related_entity!r} cannot be told",
            where=one.where,
            hint="give both sides of a relation the same field_name, or leave one of them out",
        )
    return there[0] if there else None


def leads(said: Said, source: str, target: str) -> bool:
    """Whether the relation leads from the one to the other."""
    return said.entity.name == source and said.relation.related_entity == target


def short(name: str) -> str:
    """The name as it is, or its beginning and a digest where it would be too long."""
    if len(name) <= MAX_LENGTH:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGEST]
    return f"{name[: MAX_LENGTH - _DIGEST - 1]}_{digest}"
