"""Relations become fields of one entity or a link table, whoever says them."""

import pytest

from domain.attributes import Attribute, AttributeType, Reference
from domain.consistency import check_system
from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from domain.errors import InvalidSpecError

Said = tuple[str, str, str]  # type, related entity, field name


def entity(name: str, *said: Said, attributes: tuple[Attribute, ...] = ()) -> EntitySpec:
    relations = tuple(
        EntityRelationship(type=kind, related_entity=related, field_name=field)
        for kind, related, field in said
    )
    plain = (Attribute(name="name", required=True), *attributes)
    return EntitySpec(name=name, attributes=plain, relationships=relations)


def checked(*entities: EntitySpec) -> SystemSpec:
    system = check_system(SystemSpec(name="s", entities=entities))
    assert check_system(system) == system
    return system


def references(system: SystemSpec, name: str) -> dict[str, tuple[str, bool]]:
    """The fields of an entity that refer to others: to which, and whether no two may."""
    found = system.entity(name)
    assert found
    return {a.name: (a.references.entity, a.unique) for a in found.attributes if a.references}


def test_many_to_one_is_a_field() -> None:
    system = checked(entity("Author"), entity("Book", ("many_to_one", "Author", "author_id")))

    assert references(system, "Book") == {"author_id": ("Author", False)}


def test_one_to_one_is_a_field_that_no_two_share() -> None:
    system = checked(entity("User"), entity("Profile", ("one_to_one", "User", "user")))

    assert references(system, "Profile") == {"user": ("User", True)}


def test_one_to_one_that_both_say_is_one_field_of_the_later_one() -> None:
    system = checked(
        entity("User", ("one_to_one", "Profile", "profile")),
        entity("Profile", ("one_to_one", "User", "user")),
    )

    assert references(system, "User") == {}
    assert references(system, "Profile") == {"user": ("User", True)}


def test_an_attribute_that_is_there_becomes_the_relation() -> None:
    number = Attribute(name="writer", type=AttributeType.INTEGER, required=True)
    book = entity("Book", ("many_to_one", "Author", "writer"), attributes=(number,))

    system = checked(entity("Author"), book)

    assert references(system, "Book") == {"writer": ("Author", False)}
    assert system.entities[1].attributes[1].required


@pytest.mark.parametrize(
    "said",
    [(), (("many_to_one", "Author", "author_id"),)],
    ids=["one side says it", "both sides say it"],
)
def test_one_to_many_is_a_field_of_the_other_entity(said: tuple[Said, ...]) -> None:
    author = entity("Author", ("one_to_many", "Book", "books"))

    for order in ((author, entity("Book", *said)), (entity("Book", *said), author)):
        assert references(checked(*order), "Book") == {"author_id": ("Author", False)}


def test_one_to_many_is_any_reference_back() -> None:
    writer = Attribute(name="writer", references=Reference(entity="Author"))
    author = entity("Author", ("one_to_many", "Book", "books"))

    system = checked(author, entity("Book", attributes=(writer,)))

    assert references(system, "Book") == {"writer": ("Author", False)}


def test_two_one_to_many_relations_are_two_fields() -> None:
    system = checked(
        entity("Author", ("one_to_many", "Book", "written"), ("one_to_many", "Book", "edited")),
        entity("Book"),
    )

    assert references(system, "Book") == {
        "written_author_id": ("Author", False),
        "edited_author_id": ("Author", False),
    }


def test_an_entity_can_be_related_to_itself() -> None:
    system = checked(
        entity("Employee", ("one_to_many", "Employee", "reports"), ("one_to_one", "Employee", "m"))
    )

    assert references(system, "Employee") == {
        "m": ("Employee", True),
        "employee_id": ("Employee", False),
    }


def test_only_link_tables_stay_relations() -> None:
    student = entity(
        "Student", ("many_to_many", "Course", "courses"), ("one_to_one", "Course", "x")
    )

    kept = checked(student, entity("Course")).entities[0].relationships

    assert [relation.field_name for relation in kept] == ["courses"]


REQUIRED = Attribute(name="boss", required=True)
ELSEWHERE = Attribute(name="a", references=Reference(entity="B"))


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ([entity("A", ("some", "A", "x"))], "'A', relationship 'x': unknown relationship type"),
        ([entity("A", ("one_to_many", "B", "x"))], "there is no entity 'B'"),
        ([entity("A", ("many_to_one", "B", "x"))], "there is no entity 'B'"),
        (
            [entity("A", ("one_to_one", "A", "boss"), attributes=(REQUIRED,))],
            "no second row could be made",
        ),
        (
            [entity("A", ("many_to_one", "A", "a"), attributes=(ELSEWHERE,)), entity("B")],
            "'a' refers to 'B' already, not to 'A'",
        ),
        (
            [
                entity("A", ("one_to_many", "B", "x"), ("one_to_many", "B", "y")),
                entity("B", ("many_to_one", "A", "z")),
            ],
            "which one is which cannot be told",
        ),
    ],
)
def test_a_relation_that_cannot_be_is_named(entities: list[EntitySpec], said: str) -> None:
    with pytest.raises(InvalidSpecError, match=said):
        check_system(SystemSpec(name="s", entities=tuple(entities)))
