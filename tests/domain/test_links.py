"""A many-to-many relation is one link table with a name that lasts, and a way from each side."""

import pytest

from domain.consistency import check_system
from domain.entities import EntitySpec, SystemSpec
from domain.errors import InvalidSpecError
from domain.links import LinkNames, name_links
from domain.naming import name_system
from tests.domain.test_relations import entity


def linked(*entities: EntitySpec) -> list[LinkNames]:
    system = check_system(SystemSpec(name="s", entities=entities))
    return list(name_links(system, name_system(system)))


def many(related: str, field: str) -> tuple[str, str, str]:
    return "many_to_many", related, field


def ways(links: list[LinkNames]) -> set[tuple[str, str]]:
    return {(end.entity, end.name) for link in links for end in (link.left, link.right) if end.name}


STUDENT, COURSE = entity("Student", many("Course", "courses")), entity("Course")
BACK = entity("Course", many("Student", "students"))


@pytest.mark.parametrize(
    "entities",
    [
        (STUDENT, COURSE),
        (COURSE, STUDENT),
        (STUDENT, BACK),
        (BACK, STUDENT),
        (entity("Student"), BACK),
    ],
)
def test_whoever_says_it_in_whichever_order_it_is_the_same_table(
    entities: tuple[EntitySpec, ...],
) -> None:
    (link,) = linked(*entities)

    assert link.table == "courses_students"
    assert (link.left.column, link.right.column) == ("course_id", "student_id")
    assert ways([link]) == {("Student", "courses"), ("Course", "students")}


def test_the_sides_may_name_it_differently() -> None:
    (link,) = linked(
        entity("Student", many("Course", "electives")), entity("Course", many("Student", "guests"))
    )

    assert link.table == "courses_students_guests"
    assert ways([link]) == {("Student", "electives"), ("Course", "guests")}


def test_several_relations_of_the_same_two_are_told_apart_by_their_fields() -> None:
    fields = ("courses", "completed", "wishes")

    links = linked(entity("Student", *(many("Course", field) for field in fields)), COURSE)

    assert [link.table for link in links] == [
        "courses_students",
        "courses_students_completed",
        "courses_students_wishes",
    ]
    assert len(ways(links)) == 6


def test_the_same_field_on_both_sides_is_one_relation() -> None:
    links = linked(
        entity("Student", many("Course", "courses"), many("Course", "exams")),
        entity("Course", many("Student", "exams"), many("Student", "students")),
    )

    assert [link.table for link in links] == ["courses_students", "courses_students_exams"]


def test_an_entity_is_linked_to_itself_by_two_columns() -> None:
    friends, pupils = linked(entity("Pupil", many("Pupil", "friends"), many("Pupil", "pupils")))

    assert (friends.table, friends.left.column, friends.right.column) == (
        "pupils_friends", "pupil_id", "friend_id",
    )  # fmt: skip
    assert (pupils.table, pupils.left.column, pupils.right.column) == (
        "pupils_pupils", "pupil_id", "other_pupil_id",
    )  # fmt: skip
    assert ways([friends, pupils]) == {("Pupil", "friends"), ("Pupil", "pupils")}


def test_long_names_are_cut_and_stay_different() -> None:
    long = "a" * 40
    links = linked(
        entity(f"{long}b", many("Course", "x"), many(f"{long}c", "y")), entity(f"{long}c"), COURSE
    )

    assert all(len(link.table) <= 63 for link in links)
    assert len({link.table for link in links}) == 2


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ([entity("A", many("B", "x"))], "there is no entity 'B'"),
        ([entity("A", many("B", "name")), entity("B")], "'name', which the attribute 'name' has"),
        ([entity("A", many("B", "x y"), many("B", "xY")), entity("B")], "another relation of 'A'"),
        ([STUDENT, COURSE, entity("Courses Student")], "the entity 'Courses Student' has"),
        (
            [entity("Student", many("Course", "a"), many("Course", "b")), BACK],
            "whether it is one with 'students' of 'Course' cannot be told",
        ),
    ],
)
def test_relations_that_cannot_be_told_apart_are_refused(
    entities: list[EntitySpec], said: str
) -> None:
    with pytest.raises(InvalidSpecError, match=said):
        linked(*entities)
