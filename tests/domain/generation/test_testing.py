"""Bodies of the generated tests: they must be taken, and two of them must not contradict."""

import datetime as dt
from decimal import Decimal

import pytest

from domain import values
from domain.attributes import Attribute, AttributeType, Reference
from domain.consistency import check_system
from domain.entities import EntitySpec, SystemSpec
from domain.generation.cycles import optional_on_cycles
from domain.generation.testing import BodyField, TestModel
from domain.generation.views import SystemViews

TO_SHELF = Attribute(name="main", references=Reference(entity="Shelf"))
TO_HALL = Attribute(name="hall", required=True, references=Reference(entity="Hall"))
HALL = EntitySpec(name="Hall", attributes=(TO_SHELF,))
SHELF = EntitySpec(name="Shelf", attributes=(TO_HALL,))


def model(name: str, *entities: EntitySpec) -> TestModel:
    system = check_system(SystemSpec(name="s", entities=entities))
    found: TestModel = SystemViews(system).of_entity(next(e for e in entities if e.name == name))[
        "test"
    ]
    return found


def test_an_optional_reference_that_leads_back_is_left_out() -> None:
    system = check_system(SystemSpec(name="s", entities=(HALL, SHELF)))

    assert optional_on_cycles(system) == {("Hall", "main")}
    assert model("Hall", HALL, SHELF).fields == (BodyField("main", "None"),)
    assert "main" not in model("Hall", HALL, SHELF).filters


def test_a_row_whose_key_is_text_does_not_refer_to_row_one() -> None:
    key = Attribute(name="code", primary_key=True)
    boss = Attribute(name="boss", references=Reference(entity="Person"))
    person = EntitySpec(name="Person", attributes=(key, boss))

    assert model("Person", person).fields[1] == BodyField("boss", "None")


@pytest.mark.parametrize(
    "attribute",
    [
        Attribute(name="a", type=AttributeType.DECIMAL, precision=3, scale=3, unique=True),
        Attribute(name="a", type=AttributeType.DECIMAL, minimum="-9", maximum="-1", scale=1,
                  unique=True),
        Attribute(name="a", type=AttributeType.INTEGER, maximum="-5", unique=True),
        Attribute(name="a", type=AttributeType.INTEGER, minimum="2", unique=True),
        Attribute(name="a", type=AttributeType.TIME, unique=True),
        Attribute(name="a", type=AttributeType.TIME, maximum="12:00:00", unique=True),
        Attribute(name="a", type=AttributeType.DATETIME, unique=True),
        Attribute(name="a", type=AttributeType.DATETIME, maximum="1970-01-01T00:00:00Z",
                  unique=True),
        Attribute(name="a", type=AttributeType.DATE, maximum="1970-01-01", unique=True),
    ],
    ids=repr,
)  # fmt: skip
def test_unique_values_differ_and_stay_within_their_bounds(attribute: Attribute) -> None:
    (field,) = model("A", EntitySpec(name="A", attributes=(attribute,))).fields

    known = {"Decimal": Decimal, "dt": dt}
    taken = [eval(field.source, known | {"n": n}) for n in range(1, 30)]  # noqa: S307
    assert [values.canonical(attribute, value) for value in taken] == taken
    assert len({*taken}) == len(taken)


@pytest.mark.parametrize(
    ("attribute", "few"),
    [
        (Attribute(name="a", type=AttributeType.ENUM, values=("x", "y"), unique=True), True),
        (Attribute(name="a", type=AttributeType.BOOLEAN, unique=True), True),
        (Attribute(name="a", type=AttributeType.INTEGER, minimum="1", maximum="3", unique=True),
         True),
        (Attribute(name="a", type=AttributeType.INTEGER, minimum="1", unique=True), False),
        (Attribute(name="a", unique=True), False),
        (Attribute(name="a", type=AttributeType.ENUM, values=("x", "y")), False),
    ],
)  # fmt: skip
def test_a_table_that_is_soon_full_is_known(attribute: Attribute, *, few: bool) -> None:
    assert model("A", EntitySpec(name="A", attributes=(attribute,))).few is few


def test_a_row_that_must_refer_to_its_table_can_name_itself() -> None:
    key = Attribute(name="code", primary_key=True)
    boss = Attribute(name="boss", required=True, references=Reference(entity="Person"))
    found = model("Person", EntitySpec(name="Person", attributes=(key, boss)))

    code, refers = found.fields
    assert refers.source == f"rows.parent('people', 'code', {code.source})"
    assert found.names_itself
