"""Samples fit their attribute, what is beyond it does not, and both are there for every type."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.generation.matching_text import matching_texts
from domain.generation.samples import beyond, boundaries, distinct_samples, samples

ATTRIBUTES = [
    *(Attribute(name="a", type=kind) for kind in AttributeType if kind is not AttributeType.ENUM),
    Attribute(name="a", type=AttributeType.ENUM, values=("it's", "b")),
    Attribute(name="a", max_length=1),
    Attribute(name="a", min_length=30, max_length=40),
    Attribute(name="a", min_length=3),
    Attribute(name="a", pattern=r"^[A-Z]{3}-\d{2,4}$"),
    Attribute(name="a", pattern=r"^(foo|bar)[^x]?$", min_length=3),
    Attribute(name="a", type=AttributeType.INTEGER, minimum="7", maximum="7"),
    Attribute(name="a", type=AttributeType.INTEGER, minimum="-2.5", maximum="-1.5"),
    Attribute(name="a", type=AttributeType.INTEGER, minimum="100", exclusive_minimum=True),
    Attribute(
        name="a",
        type=AttributeType.FLOAT,
        minimum="0",
        maximum="0.1",
        exclusive_minimum=True,
        exclusive_maximum=True,
    ),
    Attribute(name="a", type=AttributeType.DECIMAL, precision=2, scale=2),
    Attribute(name="a", type=AttributeType.DECIMAL, precision=5, scale=2, minimum="900"),
    Attribute(name="a", type=AttributeType.DATE, minimum="2150-01-01"),
    *(
        Attribute(name="a", type=AttributeType.LIST, item_type=kind)
        for kind in (AttributeType.INTEGER, AttributeType.DATETIME, AttributeType.DECIMAL)
    ),
]


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=repr)
def test_samples_fit_and_what_is_beyond_does_not(attribute: Attribute) -> None:
    for value in (*samples(attribute), *boundaries(attribute)):
        assert values.canonical(attribute, value) == value
    for value in beyond(attribute):
        with pytest.raises(ValueError, match=r"it|hex|base64|Invalid|padd"):
            values.canonical(attribute, value)


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=repr)
def test_every_type_but_a_document_can_be_wrong(attribute: Attribute) -> None:
    assert beyond(attribute) or attribute.type is AttributeType.JSON


def test_bounds_are_tried_from_both_sides() -> None:
    level = Attribute(name="level", type=AttributeType.INTEGER, minimum="1", maximum="10")

    assert {1, 10} <= set(map(int, map(str, boundaries(level))))
    assert {0, 11} <= {value for value in beyond(level) if isinstance(value, int)}


def test_a_value_that_cannot_be_found_is_said() -> None:
    with pytest.raises(ValueError, match="no value was found"):
        samples(Attribute(name="a", pattern=r"^(?:a(?=b)b){9}x{900,}$", max_length=3))


@given(st.from_regex(r"(\[a-z\]|\\d|x|\.|\(ab\|c\)){1,3}([+*?]|\{2,3\})?", fullmatch=True))
def test_simple_patterns_are_matched(pattern: str) -> None:
    found = list(matching_texts(pattern))

    assert found
    assert all(re.search(pattern, text) for text in found)


@pytest.mark.parametrize(
    "field",
    [
        Attribute(name="isbn", pattern=r"^\d{13}$", unique=True),
        Attribute(name="code", pattern="^[A-Z0-9]+$", min_length=2, max_length=8, unique=True),
        Attribute(name="key", pattern="^[a-z]+-[0-9]*$", min_length=12, unique=True),
    ],
)
def test_a_unique_field_with_a_pattern_gets_many_values(field: Attribute) -> None:
    found = distinct_samples(field, 40)

    assert len(set(found)) == 40
    assert all(values.canonical(field, value) == value for value in found)
