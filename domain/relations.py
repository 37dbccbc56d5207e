"""Relations of a specification: what is a field becomes one, what needs a link table stays.

many_to_one and one_to_one are a field of the entity that says so, one_to_many a field of the other
entity, unless that one says it itself. A one_to_one that both say is a field of the later one.
After this only many_to_many relations are left; `domain/links.py` names their link tables.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from domain.attributes import Attribute, Reference
from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from domain.errors import InvalidSpecError
from domain.names.words import singular, snake_case


class RelationType(StrEnum):
    """The closed list of relations; `many-to-many` and `ManyToMany` are read, too."""

    MANY_TO_ONE = "many_to_one"
    ONE_TO_ONE = "one_to_one"
    ONE_TO_MANY = "one_to_many"
    MANY_TO_MANY = "many_to_many"


FIELDS = frozenset({RelationType.MANY_TO_ONE, RelationType.ONE_TO_ONE})


def relation_type(text: str, *, where: str = "") -> RelationType:
    """The type of that name; InvalidSpecError names those that there are."""
    folded = snake_case(text)
    if folded not in set(RelationType):
        known = ", ".join(RelationType)
        problem = f"unknown relationship type {ascii(text)[:60]}"
        raise InvalidSpecError(problem, where=where, hint=f"known: {known}")
    return RelationType(folded)


def with_fields(system: SystemSpec) -> SystemSpec:
    """The system with its relations as fields; many_to_many relations are left as they are."""
    fields = {entity.name: _own_fields(entity, system) for entity in system.entities}
    for entity in system.entities:
        told = _of(entity, RelationType.ONE_TO_MANY)
        for other in dict.fromkeys(relation.related_entity for relation in told):
            relations = [relation for relation in told if relation.related_entity == other]
            if other not in fields:
                raise unknown_entity(relations[0], entity, system)
            _add_many_side(entity, relations, fields[other])
    entities = tuple(
        entity.model_copy(
            update={
                "attributes": tuple(fields[entity.name].values()),
                "relationships": tuple(_of(entity, RelationType.MANY_TO_MANY)),
            }
        )
        for entity in system.entities
    )
    return system.model_copy(update={"entities": entities})


def where_of(relation: EntityRelationship, entity: EntitySpec) -> str:
    """How errors name a relation."""
    return f"entity {entity.name!r}, relationship {relation.field_name!r}"


def unknown_entity(
    relation: EntityRelationship, entity: EntitySpec, system: SystemSpec
) -> InvalidSpecError:
    """The relation leads to an entity that is not there."""
    return InvalidSpecError(
        f"there is no entity {relation.related_entity!r}",
        where=where_of(relation, entity),
        hint=f"known: {', '.join(sorted(one.name for one in system.entities))}",
    )


def _of(entity: EntitySpec, kind: RelationType) -> list[EntityRelationship]:
    return [relation for relation in entity.relationships if _type(relation, entity) is kind]


def _type(relation: EntityRelationship, entity: EntitySpec) -> RelationType:
    return relation_type(relation.type, where=where_of(relation, entity))


def _own_fields(entity: EntitySpec, system: SystemSpec) -> dict[str, Attribute]:
    """many_to_one and one_to_one as references, of attributes that are there or are added."""
    attributes = {attribute.name: attribute for attribute in entity.attributes}
    for relation in entity.relationships:
        if _type(relation, entity) in FIELDS and not _is_of_later(relation, entity, system):
            found = attributes.get(relation.field_name, Attribute(name=relation.field_name))
            attributes[found.name] = _referring(found, relation, entity)
    return attributes


def _is_of_later(relation: EntityRelationship, entity: EntitySpec, system: SystemSpec) -> bool:
    """Whether this is one relation with the only one_to_one that a later entity says."""
    names = [one.name for one in system.entities]
    other = system.entity(relation.related_entity)
    if other is None or names.index(other.name) <= names.index(entity.name):
        return False
    here = [r for r in _of(entity, RelationType.ONE_TO_ONE) if r.related_entity == other.name]
    there = [r for r in _of(other, RelationType.ONE_TO_ONE) if r.related_entity == entity.name]
    is_listed = any(a.name == relation.field_name for a in entity.attributes)
    return here == [relation] and len(there) == 1 and not is_listed


def _referring(attribute: Attribute, relation: EntityRelationship, entity: EntitySpec) -> Attribute:
    where = where_of(relation, entity)
    unique = attribute.unique or _type(relation, entity) is RelationType.ONE_TO_ONE
    if unique and attribute.required and relation.related_entity == entity.name:
        raise InvalidSpecError(
            "no second row could be made: each would need one that nobody refers to",
            where=where,
            hint="let the attribute be optional",
        )
    return replace(_pointing(attribute, relation.related_entity, where=where), unique=unique)


def _pointing(attribute: Attribute, target: str, *, where: str) -> Attribute:
    found = attribute.references or Reference(entity=target)
    if found.entity != target:
        problem = f"{attribute.name!r} refers to {found.entity!r} already, not to {target!r}"
        raise InvalidSpecError(problem, where=where)
    return replace(attribute, references=found)


def _add_many_side(
    one: EntitySpec, relations: Sequence[EntityRelationship], many: dict[str, Attribute]
) -> None:
    """The fields that `one` speaks of and that `many` does not have: `author_id` of a book.

    A reference that is there is the other side of a relation, whatever it is called.
    """
    pointing = [a for a in many.values() if a.references and a.references.entity == one.name]
    there = [a for a in pointing if not a.unique]
    if len(there) >= len(relations):
        return
    if there:
        raise InvalidSpecError(
            f"{relations[0].related_entity!r} says some of these {len(relations)} relations itself;"
            " which one is which cannot be told",
            where=where_of(relations[0], one),
            hint=f"let {relations[0].related_entity} say all of them, as many_to_one, or none",
        )
    for relation in relations:
        name = _field_of(one, relation, alone=len(relations) == 1)
        found = many.get(name, Attribute(name=name))
        many[name] = _pointing(found, one.name, where=where_of(relation, one))


def _field_of(one: EntitySpec, relation: EntityRelationship, *, alone: bool) -> str:
    name = f"{snake_case(singular(one.name))}_id"
    return name if alone else f"{snake_case(relation.field_name)}_{name}"
