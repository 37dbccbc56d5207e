"""What the test templates are told: valid bodies, values to be refused, values at bounds."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pydantic import JsonValue

from domain.attributes import Attribute, AttributeType
from domain.generation.backend import EntityModel, FieldModel
from domain.generation.distinct_values import OF_FEW_VALUES, distinct_source, has_few_values
from domain.generation.literals import py_literal
from domain.generation.row_samples import violating
from domain.generation.samples import beyond, boundaries, samples
from domain.values import INT64


@dataclass(frozen=True, slots=True)
class Case:
    """A value to send for a field."""

    field: str
    value: JsonValue


@dataclass(frozen=True, slots=True)
class Cases:
    """Values to send for a field, one after the other."""

    field: str
    values: tuple[JsonValue, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A value of `changed` that no sample of the field it is compared with goes with; the API
    names `field`.
    """

    changed: str
    value: JsonValue
    field: str


@dataclass(frozen=True, slots=True)
class BodyField:
    """`source` is Python in which `n` counts the bodies and `rows` makes the rows referred to."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class TestModel:
    """The facts of one entity's tests."""

    __test__ = False  # for pytest this is no test class

    fields: tuple[BodyField, ...]
    needed: tuple[str, ...]
    not_null: tuple[str, ...]
    nullable: tuple[str, ...]
    refused: tuple[Cases, ...]
    taken: tuple[Cases, ...]
    filters: tuple[str, ...]
    sorted_by: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    references: tuple[Case, ...]
    searched: str | None
    defaults: tuple[Case, ...]
    varies: bool  # two bodies differ in more than their identifier
    contradictions: tuple[Contradiction, ...]
    unknown_id: JsonValue
    malformed_id: bool
    key_is_sent: bool
    names_itself: bool  # the first row must refer to itself
    few: bool  # a unique field has so few values that a test may not get all the rows it asks for


def crud_tests(entity: EntityModel, circular: Collection[str] = ()) -> TestModel:
    """The facts of one entity; `circular` are the attributes of `optional_on_cycles`."""
    key_is_sent = _key_is_sent(entity)
    sent = [field for field in entity.fields if not field.generated or key_is_sent]
    plain = [field for field in sent if not field.target]
    compared = {name for one in entity.comparisons for name in (one.field, one.other)}
    named = {field.name: field for field in sent}
    unique = [key.columns for key in entity.unique]
    if key_is_sent:
        unique.append((entity.key.name,))
    alone = {columns[0] for columns in unique if len(columns) == 1}
    left_out = {f.name for f in sent if f.attribute.name in circular and not _is_first(f, entity)}
    unique = [columns for columns in unique if left_out.isdisjoint(columns)]
    distinct = (alone | {_varied(columns, named) for columns in unique}) - left_out
    return TestModel(
        fields=tuple(
            BodyField(
                f.name,
                "None"
                if f.name in left_out
                else _source(f, distinct=f.name in distinct, itself=_own_key(f, entity)),
            )
            for f in sent
        ),
        needed=tuple(f.name for f in sent if f.needed),
        not_null=tuple(f.name for f in sent if not f.nullable and not f.generated),
        nullable=tuple(f.name for f in sent if f.nullable and f.name not in distinct),
        refused=_cases(plain, beyond),
        taken=_cases(
            [f for f in plain if f.name not in compared and not _is_listed(f, distinct)], boundaries
        ),
        filters=tuple(f.name for f in sent if f.filter_type and f.name not in left_out),
        sorted_by=tuple(f.name for f in entity.fields if f.sortable),
        unique=tuple(unique),
        references=tuple(Case(f.name, _unknown(f.attribute)) for f in sent if f.target),
        searched=next((f.name for f in plain if f.searchable), None),
        defaults=tuple(Case(f.name, f.attribute.default) for f in sent if f.default is not None),
        varies=any(f.name in distinct or _two(f) for f in sent if not f.is_key),
        contradictions=tuple(_contradictions(entity)),
        unknown_id=_unknown(entity.key.attribute),
        key_is_sent=key_is_sent,
        names_itself=any(_own_key(field, entity) for field in sent),
        few=any(has_few_values(named[name].attribute) for name in alone & named.keys()),
        malformed_id=entity.key.attribute.type in {AttributeType.INTEGER, AttributeType.UUID},
    )


def _is_first(field: FieldModel, entity: EntityModel) -> bool:
    """Whether the first row may refer to itself: it is known that it will be row 1."""
    return _is_of_its_own(field, entity) and _is_counted(entity.key)


def _is_of_its_own(field: FieldModel, entity: EntityModel) -> bool:
    return field.target is not None and field.target.path == entity.names.path


def _is_counted(key: FieldModel) -> bool:
    return key.generated and key.attribute.type is AttributeType.INTEGER


def _key_is_sent(entity: EntityModel) -> bool:
    """A row that must refer to itself needs an identifier that is known before it is made."""
    needs_itself = any(f.needed and _is_of_its_own(f, entity) for f in entity.fields)
    return not entity.key.generated or (needs_itself and not _is_counted(entity.key))


def _own_key(field: FieldModel, entity: EntityModel) -> str:
    """The identifier that a body gives its row, where the first row must refer to itself by it."""
    needs_itself = _is_of_its_own(field, entity) and field.needed and not field.is_key
    if not needs_itself or _is_counted(entity.key):
        return ""
    return _source(entity.key, distinct=True)


def _is_listed(field: FieldModel, distinct: Collection[str]) -> bool:
    """Whether the rows of the tests need all values that there are."""
    return field.name in distinct and field.attribute.type in OF_FEW_VALUES


def _cases(
    fields: list[FieldModel], read: Callable[[Attribute], tuple[JsonValue, ...]]
) -> tuple[Cases, ...]:
    found = (Cases(field.name, read(field.attribute)) for field in fields)
    return tuple(cases for cases in found if cases.values)


def _contradictions(entity: EntityModel) -> Iterator[Contradiction]:
    fields = {field.name: field for field in entity.fields}
    for one in entity.comparisons:
        for changed, kept in ((one.field, one.other), (one.other, one.field)):
            others = fields[kept].samples
            value = violating(fields[changed].attribute, one.comparison, others)
            if value is not None:
                yield Contradiction(changed, value, one.field)


def _two(field: FieldModel) -> bool:
    if field.target:
        return False
    first, second = field.samples
    return first != second


def _varied(columns: tuple[str, ...], fields: dict[str, FieldModel]) -> str:
    """The part of a key that makes each body's key a new one: the one with most values."""
    return min(columns, key=lambda name: _rank(fields[name]))


def _rank(field: FieldModel) -> int:
    if field.target:
        return 1
    return 2 if field.attribute.type in OF_FEW_VALUES else 0


def _source(field: FieldModel, *, distinct: bool, itself: str = "") -> str:
    if itself and distinct:
        return itself
    if field.target:
        making = "new_parent" if distinct else "parent"
        where = f"{py_literal(field.target.path)}, {py_literal(field.target.column)}"
        return f"rows.{making}({where}{itself and f', {itself}'})"
    first, second = field.samples
    if distinct:
        return distinct_source(field.attribute, first)
    if first == second:
        return py_literal(first)
    return f"({py_literal(first)}, {py_literal(second)})[n % 2]"


def _unknown(attribute: Attribute) -> JsonValue:
    """An identifier that no row has."""
    match attribute.type:
        case AttributeType.INTEGER:
            return INT64[1] - 1 if attribute.maximum is None else _last(attribute)
        case AttributeType.DECIMAL:
            return _last(attribute)
        case AttributeType.UUID:
            return "ffffffff-ffff-4fff-bfff-ffffffffffff"
        case AttributeType.STRING | AttributeType.TEXT:
            return "zzzzzz"[: attribute.max_length or 6]
        case AttributeType.ENUM:
            return attribute.values[0]  # the last that rows are made with
        case _:
            return samples(attribute)[1]


def _last(attribute: Attribute) -> JsonValue:
    found = (*boundaries(attribute), *samples(attribute))
    return max(found, key=lambda value: Decimal(str(value)))
