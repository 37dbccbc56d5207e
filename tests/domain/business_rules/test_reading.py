"""Standard rules become constraints; whatever is not sure stays custom, with its reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attributes import Attribute, AttributeType, Reference
from domain.business_rules.meanings import Comparison, Sign, UniqueTogether
from domain.business_rules.reading import read_rules

T = AttributeType
ATTRIBUTES = (
    Attribute(name="name"),
    Attribute(name="email"),
    Attribute(name="gpa", type=T.FLOAT),
    Attribute(name="start_date", type=T.DATE),
    Attribute(name="endDate", type=T.DATE),
    Attribute(name="paid_at", type=T.DATETIME),
    Attribute(name="status"),
    Attribute(name="grade", type=T.ENUM, values=("A", "B", "C")),
    Attribute(name="price", type=T.DECIMAL),
    Attribute(name="cost", type=T.DECIMAL),
    Attribute(name="age", type=T.INTEGER),
    Attribute(name="customer_id", type=T.INTEGER, references=Reference(entity="Customer")),
    Attribute(name="phone"),
    Attribute(name="code"),
    Attribute(name="tags", type=T.LIST),
    Attribute(name="matrícula"),
)
NARROWED: list[tuple[str, str, dict[str, Any]]] = [
    # presence and uniqueness
    ("name cannot be empty", "name", {"required": True, "min_length": 1}),
    ("The name must not be blank.", "name", {"required": True, "min_length": 1}),
    ("name is required", "name", {"required": True}),
    ("The name field is mandatory", "name", {"required": True}),
    ("Every student must have a name", "name", {"required": True}),
    ("customer is required", "customer_id", {"required": True}),
    ("gpa must not be null", "gpa", {"required": True}),
    ("email is unique", "email", {"unique": True}),
    ("The student's email must be unique", "email", {"unique": True}),
    ("Each student must have a unique email", "email", {"unique": True}),
    ("No two students can have the same email", "email", {"unique": True}),
    ("emails must not be duplicated", "email", {"unique": True}),
    ("Duplicate emails are not allowed", "email", {"unique": True}),
    ("Email must be unique and required", "email", {"unique": True, "required": True}),
    ("matrícula é obrigatória", "matrícula", {"required": True}),
    ("email deve ser único", "email", {"unique": True}),
    # bounds
    ("GPA must be between 0.0 and 4.0", "gpa", {"minimum": "0.0", "maximum": "4.0"}),
    ("The value of gpa ranges from 0 to 4", "gpa", {"minimum": "0", "maximum": "4"}),
    (
        "gpa must be above 0 and below 4",
        "gpa",
        {"minimum": "0", "maximum": "4", "exclusive_minimum": True, "exclusive_maximum": True},
    ),
    ("Age must be at least 18", "age", {"minimum": "18"}),
    ("age must be 18 or more", "age", {"minimum": "18"}),
    ("age cannot be less than eight", "age", {"minimum": "8"}),
    ("age must be > 17", "age", {"minimum": "17", "exclusive_minimum": True}),
    ("age must be at most 1,000", "age", {"maximum": "1000"}),
    ("price must be positive", "price", {"minimum": "0", "exclusive_minimum": True}),
    ("price cannot be negative", "price", {"minimum": "0"}),
    ("price must not exceed 99.99", "price", {"maximum": "99.99"}),
    ("price must have at most 2 decimal places", "price", {"scale": 2}),
    ("start date must be on or after 2020-01-01", "start_date", {"minimum": "2020-01-01"}),
    (
        "start date must be before 2030-01-01",
        "start_date",
        {"maximum": "2030-01-01", "exclusive_maximum": True},
    ),
    ("age deve estar entre 18 e 65", "age", {"minimum": "18", "maximum": "65"}),
    # lengths and patterns
    ("name must be at most 20 characters", "name", {"max_length": 20}),
    ("name must be between 2 and 20 characters long", "name", {"min_length": 2, "max_length": 20}),
    ("name cannot be longer than 20 characters", "name", {"max_length": 20}),
    ("code must be exactly 5 characters", "code", {"min_length": 5, "max_length": 5}),
    ("phone must be 10 digits", "phone", {"pattern": "^[0-9]{10}$"}),
    ("code must match ^[A-Z]{3}$", "code", {"pattern": "^[A-Z]{3}$"}),
    # values
    ("status is one of Draft, Sent", "status", {"values": ["Draft", "Sent"]}),
    ("status must be one of: 'in review' or done", "status", {"values": ["in review", "done"]}),
    ("status can only be draft or sent", "status", {"values": ["draft", "sent"]}),
    ("Allowed values for status are a, b and c", "status", {"values": ["a", "b", "c"]}),
    ("grade is one of a, b", "grade", {"values": ["A", "B"]}),
    ("age is one of 1, 2, 3", "age", {"minimum": "1", "maximum": "3"}),
    ("status defaults to draft", "status", {"default": "draft"}),
    ("the default age is 18", "age", {"default": 18}),
]
COMPARED = [
    ("end date must be after start date", ("endDate", Sign.GREATER, "start_date")),
    ("The end date must come after the start date.", ("endDate", Sign.GREATER, "start_date")),
    ("end_date cannot be before start_date", ("endDate", Sign.AT_LEAST, "start_date")),
    ("start date must precede end date", ("start_date", Sign.LESS, "endDate")),
    ("start date must not be later than end date", ("start_date", Sign.AT_MOST, "endDate")),
    ("price must be greater than cost", ("price", Sign.GREATER, "cost")),
    ("cost must not exceed price", ("cost", Sign.AT_MOST, "price")),
    ("name and code must be different", ("name", Sign.DIFFERENT, "code")),
    ("endDate deve ser depois de start_date", ("endDate", Sign.GREATER, "start_date")),
]
TOGETHER = [
    ("the combination of name and email must be unique", ("name", "email")),
    ("name, email and code together must be unique", ("name", "email", "code")),
    ("code must be unique per customer", ("code", "customer_id")),
    ("code must be unique for each customer", ("code", "customer_id")),
    ("No two students can have the same name and phone", ("name", "phone")),
]
CUSTOM = [
    "price must be at least 10 percent of cost",
    "price must be 10% more than cost",
    "name is required when status is paid",
    "name is required unless status is draft",
    "email must be verified",
    "status can be updated or deleted",
    "students may not be deleted",
    "students must have at least 3 courses",
    "name and email must be unique",  # each, or together?
    "phone must have 10 digits",  # and nothing else?
    "code can only be letters or digits",
    "phone must be either empty or 10 digits",
    "status must be either price or cost",
    "status is one of the values that the admin chose",
    "grade is one of A, D",
    "name must contain a digit",
    "birth date must be in the past",
    "start date must be after paid at",  # a date and a moment
    "start date must be after start date",
    "tags must be unique",
    "tags cannot be empty",
    "name must be at least 5",
    "customer must be at least 5",
    "age defaults to young",
    "gpa must be less than or equal",
    "the email",
    "must be unique",
    "\ue000 must be unique",
    "",
    ". . .",
]


@pytest.mark.parametrize(("rule", "name", "stated"), NARROWED)
def test_a_constraint_of_one_attribute(rule: str, name: str, stated: dict[str, Any]) -> None:
    found = read_rules("Student", ATTRIBUTES, [rule])

    assert found.unread == ()
    changed = [new for new, old in zip(found.attributes, ATTRIBUTES, strict=True) if new != old]
    assert [one.name for one in changed] == [name]
    before = next(one.stated() for one in ATTRIBUTES if one.name == name)
    assert changed[0].stated() == before | stated


@pytest.mark.parametrize(("rule", "comparison"), COMPARED)
def test_two_attributes_of_a_row(rule: str, comparison: tuple[str, Sign, str]) -> None:
    found = read_rules("Student", ATTRIBUTES, [rule])

    assert found.comparisons == (Comparison(*comparison),)
    assert found.attributes == ATTRIBUTES


@pytest.mark.parametrize(("rule", "names"), TOGETHER)
def test_attributes_that_are_unique_together(rule: str, names: tuple[str, ...]) -> None:
    found = read_rules("Student", ATTRIBUTES, [rule])

    assert found.unique_together == (UniqueTogether(names),)


@pytest.mark.parametrize("rule", CUSTOM)
def test_what_is_not_sure_is_not_read(rule: str) -> None:
    found = read_rules("Student", ATTRIBUTES, [rule])

    assert [one.rule for one in found.unread] == [rule]
    assert found.unread[0].reason
    assert found.attributes == ATTRIBUTES
    assert (found.comparisons, found.unique_together) == ((), ())


def test_reading_the_result_again_changes_nothing() -> None:
    rules = [
        *(rule for rule, _, _ in NARROWED),
        *(rule for rule, _ in COMPARED),
        *(rule for rule, _ in TOGETHER),
    ]

    once = [read_rules("Student", ATTRIBUTES, [rule]) for rule in rules]

    for found, rule in zip(once, rules, strict=True):
        again = read_rules("Student", found.attributes, [rule])
        assert again.attributes == found.attributes, rule
        assert again.unread == (), rule


def test_a_later_rule_sees_what_an_earlier_one_made() -> None:
    rules = ["status is one of draft, sent", "status defaults to draft"]

    found = read_rules("Order", [Attribute(name="status")], rules)

    assert found.unread == ()
    assert found.attributes[0].type is AttributeType.ENUM
    assert found.attributes[0].default == "draft"


def test_the_tighter_bound_stays() -> None:
    age = Attribute(name="age", type=AttributeType.INTEGER, minimum="21", maximum="30")

    found = read_rules("Student", [age], ["age must be between 18 and 65"])

    assert found.attributes == (age,)


@pytest.mark.parametrize("name", ["least", "unique", "end", "the", "value", "a.b", "*", "is"])
def test_a_name_that_is_a_word_of_rules_makes_no_other_rule(name: str) -> None:
    attributes = [Attribute(name=name), Attribute(name="other")]

    found = read_rules("X", attributes, ["other is unique", "other must be at least 3"])

    assert found.attributes[0] == attributes[0]
    assert found.attributes[1].stated() in ({}, {"unique": True})


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read_rules("Student", ATTRIBUTES, [text, f"name {text}", f"{text} email"])

    assert len(found.read) + len(found.unread) == 3


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "rule",
    ["name " * 3000, "name and " * 2000, "must be " * 3000, "name must be one of " + "a, " * 5000],
)
def test_a_long_rule_takes_no_long_time(rule: str) -> None:
    read_rules("Student", ATTRIBUTES, [rule])
