"""What may mean two things goes to the model; what people say in passing does not."""

import pytest

from application.ports.recogniser import RuleAnswer, Unparsed
from domain.known_entities import NOTHING_KNOWN, KnownEntities
from tests.recognition_world import RULES


def key(text: str, known: KnownEntities = NOTHING_KNOWN) -> str:
    outcome = RULES.recognise(text, known)
    assert isinstance(outcome, RuleAnswer), f"{text}: {outcome}"
    return outcome.key


@pytest.mark.parametrize(
    "text",
    [
        # boiler-plate that belongs to the name
        "create loan application with amount",
        "create solar system with star and age",
        "create vehicle model with name",
        "create patient form with name",
        "delete water table",
        "delete loan application",
        # some rows, or one
        "delete stolen vehicles",
        "list male patients",
        "list purple cars",
        "list comets descending",
        "delete inactive",
        "delete patient John",
        "delete order-3",
        "remove student age",
        "create patient Bob with name",
        "add John to course",
        "add many courses to student",
        "create a second student with name",
        # a type, or a part of the name
        "create item with kind url",
        "create item with title text",
        "create item with name type string",
        "create item with tags:strings",
        "create point with x, y and z floats",
        # a remark, or a part of the name
        "create item with age compulsory",
        "create item with mrn pk",
        "create item with just name",
        "create item with name and possibly age",
        # one attribute, or two
        "create student with name age",
        "create person with email address phone",
        "create patient with name\nage",
        "add phone\nfax to patient",
        # of one, or of all
        "create person with name and age optional",
        "create person with optional name and age",
        # behaviour, technology
        "add a foreign key to patient",
        "add a button to patient",
        "build inventory app with electron",
        # quoted names are opaque
        'add "course" to student',
        # constraints that contradict each other, or nothing
        "create item with name (string, max 0)",
        "create item with n (int, default 50, max 20)",
        "create item with id:int primary key optional",
        "create item with amount (decimal(2,10))",
        "create item with active default true",
        "create item with code (string, default null)",
        "create item with live (true or false)",
        "change age:int (optional) in patient",
        # Portuguese
        "criar aluno com nome e possivelmente idade",
    ],
)
def test_what_is_not_sure_has_no_meaning_key(text: str) -> None:
    assert isinstance(RULES.recognise(text, NOTHING_KNOWN), Unparsed)


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("could you create a student app with name and age?", "create student with name and age"),
        ("I want to build a student app with age & name", "create student with name and age"),
        ("create student (name, age)", "create student with name and age"),
        ("create student(name, age:int)", "create student with name and age:int"),
        ("create student with name as well as age", "create student with name and age"),
        ("create student with:\n- name\n- age", "create student with name and age"),
        ("create student with\nname\nage", "create student with name and age"),
        ("create student that has name and age", "create student with name and age"),
        ("create a new student with name", "create student with name"),
        (
            "create student with code unique and required",
            "create student with unique required code",
        ),
        ("create student with age: optional int", "create student with age (optional int)"),
        ("create student with age optional int", "create student with age (optional int)"),
        ("create pet with max speed:int", "create pet with max_speed:int"),
        ("create student with due date", "create student with due_date"),
        ("create pet with issued_on date", "create pet with issued_on:date"),
        (
            "create student with size (int, 3 to 9)",
            "create student with size (int, between 3 and 9)",
        ),
        ("create student with size (int, <= 9)", "create student with size (int, max 9)"),
        (
            "create student with size:int with default 3",
            "create student with size (int, default 3)",
        ),
        ("create student with mood: good or bad", "create student with mood (good or bad)"),
        ("add a new field called phone to student", "add field phone to student"),
        ("add phone into student", "add phone to student"),
        ("change age to integer in student", "change age:int in student"),
    ],
)
def test_what_means_the_same_has_the_same_key(said: str, plainly: str) -> None:
    assert key(said) == key(plainly)


def test_a_name_of_several_words_is_read_where_the_entity_is_known() -> None:
    known = KnownEntities.of([("PenaltyKick", 1)])

    assert isinstance(RULES.recognise("list penalty kick", NOTHING_KNOWN), Unparsed)
    assert key("list penalty kick", known)
    assert key("list order details") == key("list OrderDetail")


def test_a_change_of_type_leaves_required_as_it_is() -> None:
    assert key("change age:int in student") != key("change age (required int) in student")
