"""What ties the rows of tables: foreign keys, unique keys, indexes, and who refers to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.attributes import Attribute
from domain.business_rules.meanings import UniqueTogether
from domain.entities import EntitySpec, SystemSpec
from domain.generation.literals import sql_name
from domain.naming import EntityNames


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`forward`: the row may name the first row of a table that is empty (see `cycles.py`)."""

    name: str
    table: str
    column: str
    path: str
    module: str
    class_name: str
    on_delete: str
    forward: bool

    def sql(self, column: str) -> str:
        """The constraint of the referring column."""
        return (
            f"FOREIGN KEY ({sql_name(column)}) REFERENCES {sql_name(self.table)} "
            f"({sql_name(self.column)}) ON DELETE {self.on_delete}"
        )


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """A UNIQUE constraint over one or more columns."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a table in SQL; a primary key has no name."""

    name: str
    sql: str

    @property
    def clause(self) -> str:
        """The line in CREATE TABLE."""
        return f"CONSTRAINT {sql_name(self.name)} {self.sql}" if self.name else self.sql


@dataclass(frozen=True, slots=True)
class Use:
    """Another entity's field that refers to this one."""

    path: str
    field: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index over one column."""

    name: str
    column: str


def foreign_key(
    entity: EntitySpec,
    attribute: Attribute,
    names: Mapping[str, EntityNames],
    cycles: frozenset[tuple[str, str]],
) -> ForeignKey | None:
    """What an attribute refers to, as a constraint; `cycles` is what `required_cycles` gave."""
    if attribute.references is None:
        return None
    other = names[attribute.references.entity]
    own = names[entity.name]
    itself = other is own
    return ForeignKey(
        name=f"fk_{own.table}__{own.fields[attribute.name].name}",
        table=other.table,
        column=other.id,
        path=other.path,
        module=other.module,
        class_name=other.class_name,
        # RESTRICT would forbid to delete a row that refers to itself.
        on_delete="NO ACTION" if itself else "RESTRICT",
        forward=attribute.required and (entity.name, attribute.references.entity) in cycles,
    )


def unique_keys(
    entity: EntitySpec, names: EntityNames, together: Sequence[UniqueTogether]
) -> list[UniqueKey]:
    """The UNIQUE constraints of a table: its composite key, unique fields, rules over several."""
    found = []
    if len(entity.primary_key) > 1:
        columns = tuple(names.fields[a.name].name for a in entity.primary_key)
        found.append(UniqueKey(f"uq_{names.table}__key", columns))
    for attribute in entity.attributes:
        if attribute.unique and not attribute.primary_key:
            name = names.fields[attribute.name].name
            found.append(UniqueKey(f"uq_{names.table}__{name}", (name,)))
    for one in together:
        columns = tuple(names.fields[name].name for name in one.attributes)
        if not any({*columns} == {*key.columns} for key in found):
            found.append(UniqueKey(f"uq_{names.table}__{'__'.join(columns)}", columns))
    return found


def users(entity: EntitySpec, system: SystemSpec, names: Mapping[str, EntityNames]) -> list[Use]:
    """Every field of the system that refers to this entity."""
    return [
        Use(names[other.name].path, names[other.name].fields[attribute.name].name)
        for other in system.entities
        for attribute in other.attributes
        if attribute.references and attribute.references.entity == entity.name
    ]


def quoted(columns: tuple[str, ...]) -> str:
    """The columns of a constraint in SQL."""
    return ", ".join(sql_name(column) for column in columns)
