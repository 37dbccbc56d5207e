"""Plain annotations: every type has one, in whichever shape it is given."""

import ast

import pytest

from domain.attributes import Attribute, AttributeType
from domain.generation.annotations import python_type
from domain.specification import TYPE_ALIASES


@pytest.mark.parametrize("kind", AttributeType)
def test_every_type_has_an_annotation(kind: AttributeType) -> None:
    found = python_type(kind)

    ast.parse(found, mode="eval")
    assert python_type(kind.value.upper()) == found
    assert python_type(Attribute(name="x", type=kind)) == found
    assert python_type({"type": kind.value}) == found


@pytest.mark.parametrize("alias", TYPE_ALIASES)
def test_the_short_names_of_specifications_are_known(alias: str) -> None:
    assert python_type(alias) == python_type(TYPE_ALIASES[alias])


def test_a_list_names_its_items() -> None:
    moments = Attribute(name="x", type=AttributeType.LIST, item_type=AttributeType.DATETIME)

    assert python_type(moments) == "list[dt.datetime]"
    assert python_type("list") == "list[str]"
    assert python_type({"type": "list", "item_type": "int"}) == "list[int]"


@pytest.mark.parametrize("given", ["", "sting", "str; import os", None, 3, [], {"type": "x"}])
def test_an_unknown_type_is_an_error(given: object) -> None:
    with pytest.raises(ValueError, match=r"unknown type .*; known: string, text"):
        python_type(given)
