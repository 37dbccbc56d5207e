"""Link tables: which many-to-many relations are one, and what their parts are called.

Said by one entity or by both, a relation is one table. Its name does not depend on the order of the
entities, so that moving one costs no rows: both tables in alphabetical order, then the field where
that is not simply called like the other table (of two different ones that of the first table).
A relation of an entity to itself is one-way: its table is called like the entity's and the field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.entities import SystemSpec
from domain.errors import InvalidSpecError
from domain.link_sides import Said, leads, many_to_many, matched, short
from domain.names import words
from domain.names.words import singular, snake_case
from domain.naming import EntityNames


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """One of the two entities of a link table."""

    entity: str
    column: str  # holds the identifier of this entity
    name: str  # the part of the path that leads to the other end; empty where none does
    label: str


@dataclass(frozen=True, slots=True)
class LinkNames:
    """One link table."""

    table: str
    left: LinkEnd
    right: LinkEnd


def name_links(system: SystemSpec, names: Mapping[str, EntityNames]) -> tuple[LinkNames, ...]:
    """The link tables of a system; `names` is what `name_system` gave for it.

    Raises InvalidSpecError for relations that cannot be told apart and names that clash.
    """
    said = list(many_to_many(system))
    links = []
    for here, there in matched(said):
        if here.relation.related_entity == here.entity.name:
            links.append(_to_itself(here, names[here.entity.name]))
        else:
            links.append(_between(here, there, said, names))
    _refuse_clashes(said, links, names)
    return tuple(links)


def linked_entities(system: SystemSpec, names: Mapping[str, EntityNames]) -> frozenset[str]:
    """The entities from which a way leads over a link table."""
    ends = (end for link in name_links(system, names) for end in (link.left, link.right))
    return frozenset(end.entity for end in ends if end.name)


def _to_itself(said: Said, own: EntityNames) -> LinkNames:
    first, second = _column(own), short(f"{snake_case(singular(said.field))}_id")
    label = words.label(said.relation.field_name)
    return LinkNames(
        table=short(f"{own.table}_{said.field}"),
        left=LinkEnd(own.entity, first, said.field, label),
        right=LinkEnd(own.entity, second if second != first else f"other_{first}", "", ""),
    )


def _between(
    here: Said, there: Said | None, said: Sequence[Said], names: Mapping[str, EntityNames]
) -> LinkNames:
    own, other = names[here.entity.name], names[here.relation.related_entity]
    left, right = sorted((own, other), key=lambda one: one.table)
    by_default = here.field == other.table or (there is not None and there.field == own.table)
    field = there.field if there is not None and own is right else here.field
    parts = [left.table, right.table, *([] if by_default else [field])]
    ends = {
        own.entity: LinkEnd(
            own.entity, _column(own), here.field, words.label(here.relation.field_name)
        ),
        other.entity: LinkEnd(other.entity, _column(other), *_way_back(here, there, said, names)),
    }
    return LinkNames(short("_".join(parts)), ends[left.entity], ends[right.entity])


def _way_back(
    here: Said, there: Said | None, said: Sequence[Said], names: Mapping[str, EntityNames]
) -> tuple[str, str]:
    """Name and label of the way from the other entity, which may not have named it."""
    if there is not None:
        return there.field, words.label(there.relation.field_name)
    own, other = names[here.entity.name], names[here.relation.related_entity]
    ways = [s for s in said if leads(s, here.entity.name, here.relation.related_entity)]
    if len(ways) == 1 or here.field == other.table:
        return own.path, own.label_plural
    return short(f"{here.field}_{own.path}"), words.label(f"{here.field} {own.label_plural}")


def _column(own: EntityNames) -> str:
    return short(f"{own.module.rstrip('_')}_id")


def _refuse_clashes(
    said: Sequence[Said], links: Sequence[LinkNames], names: Mapping[str, EntityNames]
) -> None:
    """Tables must differ, and so must attributes and the ways that lead from one entity."""
    tables = {own.table: f"the entity {own.entity!r}" for own in names.values()}
    ways: dict[tuple[str, str], str] = {}
    for one in said:
        own = names[one.entity.name]
        clash = next((f for f in own.fields.values() if f.name == one.field), None)
        if clash is not None:
            raise _clash(one.where, one.field, f"the attribute {clash.attribute!r}")
    for link in links:
        where = f"entity {link.left.entity!r}, many_to_many with {link.right.entity!r}"
        if link.table in tables:
            raise _clash(where, link.table, tables[link.table])
        tables[link.table] = f"another relation of {link.left.entity!r}"
        for end in (link.left, link.right):
            if end.name and (end.entity, end.name) in ways:
                raise _clash(where, end.name, ways[end.entity, end.name])
            ways[end.entity, end.name] = f"another relation of {end.entity!r}"


def _clash(where: str, name: str, other: str) -> InvalidSpecError:
    return InvalidSpecError(
        f"it gets the name {name!r}, which {other} has", where=where, hint="rename one of them"
    )
