"""What the backend, database and test templates are told about one entity of a system."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.business_rules.meanings import Comparison
from domain.business_rules.reading import read_rules
from domain.consistency import identifier_of
from domain.entities import EntitySpec, SystemSpec
from domain.generation.comparing import ComparisonModel, comparison_model
from domain.generation.cycles import required_cycles
from domain.generation.literals import sql_name
from domain.generation.python_types import (
    answer_type,
    body_type,
    default_source,
    filter_type,
    row_type,
)
from domain.generation.row_samples import row_samples
from domain.generation.samples import FIRST_IDENTIFIER, samples
from domain.generation.storage import Check, Storage, is_made_up, storage_of
from domain.generation.table_keys import (
    Constraint,
    ForeignKey,
    Index,
    UniqueKey,
    Use,
    foreign_key,
    quoted,
    unique_keys,
    users,
)
from domain.names.escapes import PYDANTIC_PREFIXES
from domain.names.words import inside_a_sentence
from domain.naming import EntityNames, FieldNames

_UNSORTED = frozenset({AttributeType.JSON, AttributeType.LIST, AttributeType.BINARY})


@dataclass(frozen=True, slots=True)
class FieldModel:
    """One column, and the field of the bodies and answers that holds it."""

    attribute: Attribute
    name: str
    label: str
    sql_type: str
    column_type: str
    default_sql: str | None
    default: str | None  # Python source
    row_type: str
    body_type: str
    answer_type: str
    filter_type: str | None
    nullable: bool
    is_key: bool
    generated: bool  # the identifier is made up when a body leaves it out
    needed: bool  # a body without it is refused
    sortable: bool
    searchable: bool
    checks: tuple[Check, ...]
    target: ForeignKey | None
    samples: tuple[JsonValue, JsonValue]  # any of them, with any of the other fields', make a row

    @property
    def is_decimal(self) -> bool:
        """Whether it is compared as a number though it is kept as text."""
        return self.attribute.type is AttributeType.DECIMAL


@dataclass(frozen=True, slots=True)
class EntityModel:
    """One entity: names, columns in the order of the table, constraints."""

    names: EntityNames
    fields: tuple[FieldModel, ...]
    unique: tuple[UniqueKey, ...]
    indexes: tuple[Index, ...]
    users: tuple[Use, ...]
    comparisons: tuple[ComparisonModel, ...]

    @property
    def is_on_cycle(self) -> bool:
        """Whether its first row and another table's first row refer to each other."""
        return any(target.forward for target in self.targets)

    @property
    def has_protected_names(self) -> bool:
        """Whether pydantic would warn of a field that is called like methods of its models."""
        return any(field.name.startswith(PYDANTIC_PREFIXES) for field in self.fields)

    @property
    def noun(self) -> str:
        """The label inside a sentence."""
        return inside_a_sentence(self.names.label)

    @property
    def noun_plural(self) -> str:
        """The label of several inside a sentence."""
        return inside_a_sentence(self.names.label_plural)

    @property
    def example(self) -> dict[str, JsonValue]:
        """A body for the documentation of the API."""
        return {
            field.name: FIRST_IDENTIFIER
            if field.target and field.attribute.type is AttributeType.INTEGER
            else field.samples[0]
            for field in self.fields
            if not field.generated and not (field.target and field.nullable)
        }

    @property
    def table_constraints(self) -> tuple[Constraint, ...]:
        """The constraints of the table in SQL, in the order in which the models have them."""
        key = (self.key,) if self.key.sql_type != "INTEGER" else ()
        return (
            *(Constraint("", f"PRIMARY KEY ({sql_name(field.name)})") for field in key),
            *(Constraint(u.name, f"UNIQUE ({quoted(u.columns)})") for u in self.unique),
            *(Constraint(check.name, f"CHECK ({check.sql})") for check in self.checks),
            *(Constraint(t.name, t.sql(f.name)) for f in self.fields if (t := f.target)),
        )

    @property
    def key(self) -> FieldModel:
        """The identifier."""
        return next(field for field in self.fields if field.is_key)

    @property
    def checks(self) -> tuple[Check, ...]:
        """All CHECK constraints."""
        of_fields = (check for field in self.fields for check in field.checks)
        return (*of_fields, *(one.check for one in self.comparisons))

    @property
    def targets(self) -> tuple[ForeignKey, ...]:
        """All foreign keys."""
        return tuple(field.target for field in self.fields if field.target)


@dataclass(frozen=True, slots=True)
class SystemModel:
    """All entities of one application, in the order of the specification."""

    title: str
    entities: tuple[EntityModel, ...]


def system_model(system: SystemSpec, names: Mapping[str, EntityNames]) -> SystemModel:
    """The models of a checked system; `names` is what `name_system` gave for it."""
    cycles = required_cycles(system)
    models = (_entity_model(entity, system, names, cycles) for entity in system.entities)
    return SystemModel(title=system.name, entities=tuple(models))


def _entity_model(
    entity: EntitySpec,
    system: SystemSpec,
    names: Mapping[str, EntityNames],
    cycles: frozenset[tuple[str, str]],
) -> EntityModel:
    own = names[entity.name]
    key = identifier_of(entity)
    composite = entity.primary_key if len(entity.primary_key) > 1 else ()
    columns = [(attribute, own.fields[attribute.name]) for attribute in entity.attributes]
    if len(entity.primary_key) != 1:
        columns.insert(0, (key, FieldNames(key.name, own.id, "ID")))
    rules = read_rules(entity.name, entity.attributes, entity.business_rules)
    sampled = row_samples(entity, rules.comparisons)
    keyed = {name for one in rules.unique_together for name in one.attributes}
    fields = []
    for attribute, column in columns:
        is_key = attribute is key
        plain = replace(attribute, primary_key=is_key)
        target = foreign_key(entity, plain, names, cycles)
        part = attribute in composite
        storage = storage_of(
            plain, table=own.table, column=column.name, keyed=part or attribute.name in keyed
        )
        found = _field(plain, column, storage, target=target, part=part)
        fields.append(replace(found, samples=sampled.get(attribute.name, found.samples)))
    return EntityModel(
        names=own,
        fields=tuple(fields),
        unique=tuple(unique_keys(entity, own, rules.unique_together)),
        indexes=tuple(
            Index(f"ix_{own.table}__{f.name}", f.name) for f in fields if f.target and not f.is_key
        ),
        users=tuple(users(entity, system, names)),
        comparisons=tuple(_comparisons(entity, own, rules.comparisons)),
    )


def _field(
    attribute: Attribute,
    column: FieldNames,
    storage: Storage,
    *,
    target: ForeignKey | None,
    part: bool,
) -> FieldModel:
    is_key = attribute.primary_key
    required = attribute.required or is_key or part
    generated = is_key and target is None and is_made_up(attribute)
    has_default = attribute.default is not None
    return FieldModel(
        attribute=attribute,
        name=column.name,
        label=column.label,
        sql_type=storage.sql_type,
        column_type=storage.column_type,
        default_sql=storage.default,
        default=default_source(attribute) if has_default else None,
        row_type=row_type(attribute),
        body_type=body_type(attribute),
        answer_type=answer_type(attribute),
        filter_type=filter_type(attribute),
        nullable=not required,
        is_key=is_key,
        generated=generated and not has_default,
        needed=required and not generated and not has_default,
        sortable=attribute.type not in _UNSORTED,
        searchable=attribute.type in values.TEXTS,
        checks=storage.checks,
        target=target,
        samples=samples(attribute),
    )


def _comparisons(
    entity: EntitySpec, names: EntityNames, comparisons: Sequence[Comparison]
) -> Iterator[ComparisonModel]:
    sides = {one.name: (one, names.fields[one.name]) for one in entity.attributes}
    for one in comparisons:
        yield comparison_model(one, sides[one.left], sides[one.right], table=names.table)
