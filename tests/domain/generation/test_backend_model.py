"""What the templates are told of an entity: keys, references, cycles, constraints."""

from collections.abc import Sequence

import pytest

from domain.attributes import Attribute, AttributeType, Reference
from domain.consistency import check_system
from domain.entities import EntitySpec, SystemSpec
from domain.generation.backend import EntityModel, system_model
from domain.generation.cycles import required_cycles
from domain.naming import name_system

INTEGER = AttributeType.INTEGER


def reference(name: str, to: str, *, required: bool = True, key: bool = False) -> Attribute:
    return Attribute(
        name=name, type=INTEGER, required=required, primary_key=key, references=Reference(entity=to)
    )


def models(*entities: EntitySpec) -> dict[str, EntityModel]:
    system = check_system(SystemSpec(name="s", entities=entities))
    return {e.names.entity: e for e in system_model(system, name_system(system)).entities}


def entity(name: str, attributes: Sequence[Attribute]) -> EntitySpec:
    return EntitySpec(name=name, attributes=tuple(attributes))


def test_without_a_primary_key_there_is_a_surrogate() -> None:
    found = models(entity("Thing", [Attribute(name="name")]))["Thing"]

    assert [field.name for field in found.fields] == ["id", "name"]
    assert found.key.generated
    assert not found.key.needed


def test_a_composite_key_becomes_a_surrogate_and_a_unique_constraint() -> None:
    thing = entity("Thing", [Attribute(name="name")])
    link = entity(
        "Link", [reference("left", "Thing", key=True), reference("right", "Thing", key=True)]
    )

    found = models(thing, link)["Link"]

    assert found.key.name == "id"
    assert [key.columns for key in found.unique] == [("left", "right")]
    assert [index.column for index in found.indexes] == ["left", "right"]
    assert all(field.needed for field in found.fields if field.target)


def test_a_text_key_must_be_given_and_an_integer_one_may() -> None:
    text = models(entity("A", [Attribute(name="code", primary_key=True)]))["A"]
    number = models(entity("A", [Attribute(name="no", type=INTEGER, primary_key=True)]))["A"]

    assert text.key.needed
    assert number.key.generated


@pytest.mark.parametrize(("minimum", "needed"), [("1", False), ("0", False), ("2", True)])
def test_an_integer_key_that_cannot_be_one_must_be_given(minimum: str, *, needed: bool) -> None:
    key = Attribute(name="no", type=INTEGER, primary_key=True, minimum=minimum)

    assert models(entity("A", [key]))["A"].key.needed is needed


def test_the_example_refers_to_a_row_by_a_value_of_the_type_of_its_key() -> None:
    day = entity("Day", [Attribute(name="day", type=AttributeType.DATE, primary_key=True)])
    note = entity(
        "Note", [Attribute(name="day", required=True, references=Reference(entity="Day"))]
    )

    assert models(day, note)["Note"].example == {"day": "2024-02-29"}


def test_a_row_may_refer_to_itself_and_be_deleted() -> None:
    found = models(entity("Boss", [reference("boss", "Boss", required=False)]))["Boss"]

    assert [target.on_delete for target in found.targets] == ["NO ACTION"]
    assert not found.is_on_cycle


def test_entities_that_require_each_other_are_a_cycle() -> None:
    staff = entity("Staff", [reference("store", "Store")])
    store = entity("Store", [reference("manager", "Staff")])
    customer = entity("Customer", [reference("store", "Store")])
    system = SystemSpec(name="s", entities=(staff, store, customer))

    assert required_cycles(system) == {("Staff", "Store"), ("Store", "Staff")}
    found = models(staff, store, customer)
    assert found["Staff"].is_on_cycle
    assert not found["Customer"].is_on_cycle


def test_an_optional_reference_breaks_a_cycle() -> None:
    staff = entity("Staff", [reference("store", "Store")])
    store = entity("Store", [reference("manager", "Staff", required=False)])

    assert required_cycles(SystemSpec(name="s", entities=(staff, store))) == frozenset()


def test_index_names_of_different_columns_differ() -> None:
    thing = entity("Thing", [Attribute(name="name")])
    found = models(
        thing, entity("A B", [reference("c", "Thing")]), entity("A", [reference("b c", "Thing")])
    )
    names = [index.name for model in found.values() for index in model.indexes]

    assert len(set(names)) == len(names) == 2
