"""Requests change a system by events; asking twice changes nothing."""

from dataclasses import replace

import pytest

from domain.attributes import Attribute, AttributeType, Reference
from domain.entities import EntityRelationship, EntitySpec, SystemSpec
from domain.errors import InvalidSpecError
from domain.events import EntityDefined, EntityRemoved, EntitySchemaEvolved
from domain.evolution import Evolution, evolve, redefine
from domain.recognition import Change, Intent, Recognition, Relationship, Scope

NAME = Attribute(name="name", required=True)
PHONE = Attribute(name="phone")
COURSE_ID = Attribute(name="course_id", references=Reference(entity="Course"))
STUDENT = EntitySpec(name="Student", attributes=(NAME,))
COURSE = EntitySpec(name="Course", attributes=(NAME,))
EMPTY = SystemSpec(name="default")
SCHOOL = SystemSpec(name="default", entities=(STUDENT, COURSE))

CREATE = Recognition(entity="Student", intent=Intent.CREATE, confidence=1.0, attributes=(NAME,))
ADD_PHONE = Recognition(
    entity="Student",
    intent=Intent.UPDATE,
    change=Change.ADD,
    confidence=1.0,
    attributes=(PHONE,),
)
ADD_COURSE = Recognition(
    entity="Student",
    intent=Intent.UPDATE,
    change=Change.ADD,
    confidence=1.0,
    relationship=Relationship(primary="Student", secondary="Course", direction="Course->Student"),
)
DELETE_COURSE = Recognition(entity="Course", intent=Intent.DELETE, confidence=1.0)


def with_attributes(*attributes: Attribute) -> EntitySpec:
    return EntitySpec(name="Student", attributes=attributes)


def test_a_new_entity_is_defined() -> None:
    assert evolve(EMPTY, CREATE) == Evolution(
        SystemSpec(name="default", entities=(STUDENT,)),
        (EntityDefined(system="default", spec=STUDENT),),
        "Student",
    )


@pytest.mark.parametrize("recognition", [CREATE, ADD_PHONE, ADD_COURSE], ids=str)
def test_asking_twice_changes_nothing(recognition: Recognition) -> None:
    once = evolve(SCHOOL, recognition).system

    again = evolve(once, recognition)

    assert again.system == once
    assert again.events == ()


def test_an_added_attribute_is_an_evolution() -> None:
    evolution = evolve(SCHOOL, ADD_PHONE, {"Student": 3})

    assert evolution.events == (
        EntitySchemaEvolved(
            system="default",
            spec=with_attributes(NAME, PHONE),
            entity_version=4,
            changes=("added phone (string)",),
        ),
    )


def test_a_relation_is_a_reference_on_the_entity_that_is_extended() -> None:
    assert evolve(SCHOOL, ADD_COURSE).system.entity("Student") == with_attributes(NAME, COURSE_ID)


def test_removing_an_entity_removes_the_references_to_it() -> None:
    related = evolve(SCHOOL, ADD_COURSE).system

    evolution = evolve(related, DELETE_COURSE, {"Student": 2})

    assert evolution.system == SystemSpec(name="default", entities=(STUDENT,))
    assert evolution.events == (
        EntitySchemaEvolved(
            system="default",
            spec=STUDENT,
            entity_version=3,
            changes=("removed course_id (string)",),
        ),
        EntityRemoved(system="default", entity="Course"),
    )
    assert evolution.entity is None


def test_deleting_rows_changes_no_schema() -> None:
    rows = replace(DELETE_COURSE, scope=Scope.ROWS)

    assert evolve(SCHOOL, rows) == Evolution(SCHOOL, (), "Course")


def test_removing_the_related_entity_as_an_attribute_removes_its_reference() -> None:
    related = evolve(SCHOOL, ADD_COURSE).system
    remove = replace(ADD_PHONE, change=Change.REMOVE, attributes=(Attribute(name="course"),))

    assert evolve(related, remove).system.entity("Student") == STUDENT


@pytest.mark.parametrize(
    ("recognition", "named"),
    [
        (replace(ADD_PHONE, entity="Teacher"), "Teacher"),
        (replace(ADD_PHONE, change=Change.REMOVE), "phone"),
        (
            replace(ADD_PHONE, attributes=(Attribute(name="name", type=AttributeType.INTEGER),)),
            "name",
        ),
    ],
)
def test_what_cannot_be_done_is_named(recognition: Recognition, named: str) -> None:
    with pytest.raises(InvalidSpecError, match=named):
        evolve(SCHOOL, recognition)


def test_a_whole_system_is_redefined_entity_by_entity() -> None:
    after = SystemSpec(name="default", entities=(with_attributes(NAME, PHONE),))

    events = redefine(SCHOOL, after, {"Student": 1})

    assert events[None] == (EntityRemoved(system="default", entity="Course"),)
    assert [type(event) for event in events["Student"]] == [EntitySchemaEvolved]
    assert redefine(after, after) == {None: (), "Student": ()}


COURSES = EntityRelationship(related_entity="Course", type="many_to_many", field_name="courses")
LINKED = STUDENT.model_copy(update={"relationships": (COURSES,)})
ENROLMENT = SystemSpec(name="default", entities=(LINKED, *SCHOOL.entities[1:]))


def test_removing_an_entity_removes_the_relations_to_it() -> None:
    evolution = evolve(ENROLMENT, DELETE_COURSE)

    assert evolution.system.entities == (STUDENT,)
    evolved, _ = evolution.events
    assert isinstance(evolved, EntitySchemaEvolved)
    assert evolved.changes == ("removed courses (many_to_many)",)


def test_creating_an_entity_anew_keeps_the_relations_that_a_request_cannot_name() -> None:
    assert evolve(ENROLMENT, CREATE).events == ()


def test_an_added_relation_is_an_evolution() -> None:
    (evolved,) = redefine(SCHOOL, ENROLMENT)["Student"]

    assert isinstance(evolved, EntitySchemaEvolved)
    assert evolved.changes == ("added courses (many_to_many)",)
