"""What the templates are told about link tables, and about the ways that lead over them."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.attributes import AttributeType
from domain.entities import SystemSpec
from domain.generation.backend import EntityModel, SystemModel
from domain.generation.literals import sql_name
from domain.generation.storage import storage_of
from domain.links import LinkEnd, LinkNames, name_links
from domain.names.words import singular
from domain.naming import EntityNames

ON_DELETE = "CASCADE"  # a link ends with either of the rows that it links
_PATH_KEYS = {
    AttributeType.INTEGER: "Annotated[int, Path(ge=INT64_MIN, le=INT64_MAX)]",
    AttributeType.UUID: "Annotated[UUID, Path()]",
}


@dataclass(frozen=True, slots=True)
class LinkColumn:
    """A column of a link table: the identifier of one of the two rows."""

    name: str
    sql_type: str
    column_type: str
    table: str
    key: str
    foreign_key: str

    @property
    def target(self) -> str:
        """The column that it refers to, as SQLAlchemy names it."""
        return f"{self.table}.{self.key}"

    @property
    def clause(self) -> str:
        """The constraint in SQL."""
        return (
            f"CONSTRAINT {sql_name(self.foreign_key)} FOREIGN KEY ({sql_name(self.name)}) "
            f"REFERENCES {sql_name(self.table)} ({sql_name(self.key)}) ON DELETE {ON_DELETE}"
        )


@dataclass(frozen=True, slots=True)
class LinkTable:
    """A link table; `variable` is what the models call it."""

    name: str
    variable: str
    left: LinkColumn
    right: LinkColumn

    @property
    def index(self) -> str:
        """The index for the way back: the primary key serves the first column only."""
        return f"ix_{self.name}__{self.right.name}"


@dataclass(frozen=True, slots=True)
class Way:
    """From an entity to those that are linked to it: a part of its path, and what it leads to."""

    name: str
    label: str
    noun: str  # one of them inside a sentence
    noun_plural: str
    table: LinkTable
    here: LinkColumn
    there: LinkColumn
    entity: EntityModel  # that it leads to
    back: str  # the name of the way back; empty where there is none


@dataclass(frozen=True, slots=True)
class Links:
    """The link tables of a system, in the order in which they were said."""

    tables: tuple[LinkTable, ...]
    ways: Mapping[str, tuple[Way, ...]]  # by the entity that they start from
    sections: Mapping[str, tuple[LinkTable, ...]]  # by the later one of their two entities

    def key_type(self, entity: EntityModel) -> str:
        """The type of an identifier in an address, as Python source."""
        plain = f"Annotated[{entity.key.filter_type}, Path()]"
        return _PATH_KEYS.get(entity.key.attribute.type, plain)

    def targets(self, entity: str) -> tuple[EntityModel, ...]:
        """The entities that ways lead to from this one, each once."""
        found = {way.entity.names.entity: way.entity for way in self.ways[entity]}
        return tuple(found.values())


def links_of(system: SystemSpec, names: Mapping[str, EntityNames], model: SystemModel) -> Links:
    """The links of a checked system, whose entities have these models."""
    entities = {entity.names.entity: entity for entity in model.entities}
    ways: dict[str, list[Way]] = {name: [] for name in entities}
    sections: dict[str, list[LinkTable]] = {name: [] for name in entities}
    tables = []
    for link in name_links(system, names):
        table = _table(link, entities)
        tables.append(table)
        sections[_later(link, list(entities))].append(table)
        for way, start in _ways(link, table, entities):
            ways[start].append(way)
    return Links(
        tables=tuple(tables),
        ways={name: tuple(found) for name, found in ways.items()},
        sections={name: tuple(found) for name, found in sections.items()},
    )


def _later(link: LinkNames, order: list[str]) -> str:
    return max(link.left.entity, link.right.entity, key=order.index)


def _table(link: LinkNames, entities: Mapping[str, EntityModel]) -> LinkTable:
    return LinkTable(
        name=link.table,
        variable=f"links_{link.table}" if link.table[0].isdigit() else link.table,
        left=_column(link.table, link.left, entities[link.left.entity]),
        right=_column(link.table, link.right, entities[link.right.entity]),
    )


def _column(table: str, end: LinkEnd, entity: EntityModel) -> LinkColumn:
    storage = storage_of(entity.key.attribute, table=table, column=end.column)
    return LinkColumn(
        name=end.column,
        sql_type=storage.sql_type,
        column_type=storage.column_type,
        table=entity.names.table,
        key=entity.key.name,
        foreign_key=f"fk_{table}__{end.column}",
    )


def _ways(
    link: LinkNames, table: LinkTable, entities: Mapping[str, EntityModel]
) -> list[tuple[Way, str]]:
    ends = ((link.left, table.left), (link.right, table.right))
    return [
        (_way(table, start, goal, entities[goal[0].entity]), start[0].entity)
        for start, goal in (ends, ends[::-1])
        if start[0].name
    ]


def _way(
    table: LinkTable,
    start: tuple[LinkEnd, LinkColumn],
    goal: tuple[LinkEnd, LinkColumn],
    entity: EntityModel,
) -> Way:
    end, here = start
    named = end.name.replace("_", " ")
    to_itself = end.entity == goal[0].entity
    return Way(
        name=end.name,
        label=end.label,
        noun=singular(named) if to_itself else entity.noun,
        noun_plural=named,
        table=table,
        here=here,
        there=goal[1],
        entity=entity,
        back=goal[0].name,
    )
