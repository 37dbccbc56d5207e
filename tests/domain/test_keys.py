"""Equal keys mean equal answers."""

import contextlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_jsonable_python

from domain.attributes import Attribute, AttributeType
from domain.errors import InvalidRequestError
from domain.grammar.parse import Parse, recognition_of
from domain.grammar.terms import Term, TypeOrigin
from domain.keys import Namespace, canonical_key, checked, normalise, written_case
from domain.known_entities import NOTHING_KNOWN, KnownEntities
from domain.recognition import Change, Intent, Relationship, Scope

NAMES = st.text(min_size=1, max_size=8)
TERMS = st.builds(
    Term,
    attribute=st.builds(
        Attribute,
        name=NAMES,
        type=st.sampled_from(AttributeType),
        required=st.booleans(),
        unique=st.booleans(),
        max_length=st.none() | st.integers(1, 9),
        minimum=st.none() | st.sampled_from(["0", "1", "1.0"]),
        values=st.lists(NAMES, max_size=2).map(tuple),
        default=st.none() | st.text(max_size=2) | st.integers(0, 2) | st.booleans(),
    ),
    origin=st.sampled_from(TypeOrigin),
    bare=st.booleans(),
    stated=st.booleans(),
    requirement_stated=st.booleans(),
)
PARSES = st.builds(
    Parse,
    form=st.sampled_from(["create", "add", "remove", "list"]),
    language=st.sampled_from(["en", "pt"]),
    intent=st.sampled_from(Intent),
    entity=NAMES,
    terms=st.lists(TERMS, max_size=3).map(tuple),
    relation=st.none() | st.builds(Relationship, primary=NAMES, secondary=NAMES, direction=NAMES),
    change=st.none() | st.sampled_from(Change),
    scope=st.sampled_from(Scope),
    quantifier=st.sampled_from(["none", "one", "many", "all"]),
    qualifiers=st.lists(NAMES, max_size=2).map(tuple),
    business_rules=st.lists(st.text(max_size=9), max_size=2).map(tuple),
)


def meaning(parse: Parse) -> str:
    """The answer of a parse, up to the order of attributes, as text."""
    answer = to_jsonable_python(recognition_of(parse))
    answer["attributes"] = sorted(json.dumps(a, sort_keys=True) for a in answer["attributes"])
    if parse.terms or parse.relation:
        del answer["scope"]  # a request about attributes has no other scope
    return json.dumps(answer, sort_keys=True)


@given(PARSES, PARSES)
def test_equal_keys_mean_equal_answers(one: Parse, other: Parse) -> None:
    if canonical_key(one) == canonical_key(other):
        assert meaning(one) == meaning(other)
    else:
        assert repr(one) != repr(other)  # a default of 1 equals one of True, and is another one


@given(TERMS, PARSES)
def test_a_default_of_0_is_not_one_of_false(term: Term, parse: Parse) -> None:
    zero, no = (
        replace(parse, terms=(term._replace(attribute=replace(term.attribute, default=default)),))
        for default in (0, False)
    )

    assert canonical_key(zero) != canonical_key(no)


@given(PARSES)
def test_the_order_of_attributes_is_no_part_of_a_key_and_everything_else_is(parse: Parse) -> None:
    turned = Parse(**{n: getattr(parse, n) for n in Parse.__slots__} | {"terms": parse.terms[::-1]})
    renamed = Parse(**{n: getattr(parse, n) for n in Parse.__slots__} | {"entity": "Other thing"})

    assert canonical_key(turned) == canonical_key(parse)
    assert canonical_key(renamed) != canonical_key(parse)


@given(st.text(), PARSES)
def test_no_text_is_the_key_of_a_meaning(text: str, parse: Parse) -> None:
    key = canonical_key(parse)

    assert normalise(text) != key
    assert normalise(key) != key


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once


@given(st.text(max_size=50))
def test_a_text_is_accepted_as_it_is_or_refused(text: str) -> None:
    with contextlib.suppress(InvalidRequestError):
        assert checked(text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        (" \t\n", "empty"),
        ("a" * 10_001, "10,001 characters"),
        ("create \x00 student", "control character U\\+0000 at position 8"),
        ("create \ud800", "U\\+D800"),
        (17, "not int"),
        (None, "not NoneType"),
    ],
)
def test_what_is_no_request_is_refused(text: object, message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message):
        checked(text)


def test_a_request_may_have_ten_thousand_characters() -> None:
    assert checked("a" * 10_000)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Create  a\tstudent", "create a STUDENT"),
        ("STRASSE", "straße"),
        ("\uff43reate", "create"),
    ],
)
def test_spelling_variants_of_a_text_are_one(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_capitals_inside_words_are_seen() -> None:
    assert written_case("create Loan with dueDate") == ("dueDate",)
    assert written_case("create Loan with duedate") == ()


def test_a_namespace_is_unambiguous() -> None:
    one = Namespace(1, "a", "b", "c|d", "e")
    other = Namespace(1, "a", "b|c", "d", "e")

    assert str(one) != str(other)


def test_a_context_is_named_by_its_entities_and_their_versions() -> None:
    student = KnownEntities.of([("Student", 1), ("Course", 1)])

    assert student.fingerprint == KnownEntities.of([("Course", 1), ("Student", 1)]).fingerprint
    assert student.fingerprint != KnownEntities.of([("Course", 1), ("Student", 2)]).fingerprint
    assert NOTHING_KNOWN.fingerprint == "none"
    assert KnownEntities.of([("Order Details", 1)]).knows("order_details")
