"""Bodies of the generated tests: they must be taken, and two of them must not contradict."""

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
    ],
    ids=repr,
)  # fmt: skip
def test_unique_numbers_stay_within_their_bounds(attribute: Attribute) -> None:
    (field,) = model("A", EntitySpec(name="A", attributes=(attribute,))).fields

    taken = [eval(field.source, {"Decimal": Decimal, "n": n}) for n in range(1, 30)]  # noqa: S307
    assert [values.canonical(attribute, value) for value in taken] == taken
    assert len(set(taken)) == len(taken)
