"""Types and constraints in words."""

from typing import Any

import pytest

from application.ports.recogniser import RuleAnswer
from domain.attributes import AttributeType
from domain.known_entities import NOTHING_KNOWN
from tests.recognition_world import RULES


def attribute(said: str, *, form: str = "create thing with {}") -> dict[str, Any]:
    """What differs from an attribute about which nothing is said."""
    outcome = RULES.recognise(form.format(said), NOTHING_KNOWN)
    assert isinstance(outcome, RuleAnswer), outcome
    (found,) = outcome.recognition.attributes
    typed = {} if found.type is AttributeType.STRING else {"type": str(found.type)}
    return {"name": found.name} | typed | found.stated()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("nickname", {"name": "nickname"}),
        ("a nickname", {"name": "nickname"}),
        ("age", {"name": "age", "type": "integer"}),
        ("age:str", {"name": "age"}),
        ("Email", {"name": "Email", "type": "email"}),
        ("home email", {"name": "home_email", "type": "email"}),
        ("phone number", {"name": "phone_number"}),
        ("Order ID:int", {"name": "order_id", "type": "integer"}),
        ("unitPrice:decimal", {"name": "unitPrice", "type": "decimal"}),
        ("'First Name':str", {"name": "First Name"}),
        ("birth date", {"name": "birth_date", "type": "date"}),
        ("year integer", {"name": "year", "type": "integer"}),
        ("year of type integer", {"name": "year", "type": "integer"}),
        ("year as an integer", {"name": "year", "type": "integer"}),
        ("code:string(20)", {"name": "code", "max_length": 20}),
        ("cost (decimal(10, 2))", {"name": "cost", "type": "decimal", "precision": 10, "scale": 2}),
        ("cost:decimal(10, 2)", {"name": "cost", "type": "decimal", "precision": 10, "scale": 2}),
        ("tags:list[int]", {"name": "tags", "type": "list", "item_type": "integer"}),
        ("tags: list of strings", {"name": "tags", "type": "list", "item_type": "string"}),
        ("code (unique string, max 20)", {"name": "code", "unique": True, "max_length": 20}),
        ("code (string, at least 3 characters)", {"name": "code", "min_length": 3}),
        ("code (up to 8 characters)", {"name": "code", "max_length": 8}),
        ("code (max length 8)", {"name": "code", "max_length": 8}),
        ("year (integer, min 1900)", {"name": "year", "type": "integer", "minimum": "1900"}),
        (
            "mark (float between -1.5 and 4)",
            {"name": "mark", "type": "float", "minimum": "-1.5", "maximum": "4"},
        ),
        (
            "price between 0 and 9",
            {"name": "price", "type": "decimal", "minimum": "0", "maximum": "9"},
        ),
        ("stock (integer, default 0)", {"name": "stock", "type": "integer", "default": 0}),
        ("fee (decimal, default 4.99)", {"name": "fee", "type": "decimal", "default": "4.99"}),
        ("live (bool, default yes)", {"name": "live", "type": "boolean", "default": True}),
        ("state (default 'in use')", {"name": "state", "default": "in use"}),
        ("mood (good | bad)", {"name": "mood", "type": "enum", "values": ["good", "bad"]}),
        ("mood (one of good, bad)", {"name": "mood", "type": "enum", "values": ["good", "bad"]}),
        ("mood (enum: good, bad)", {"name": "mood", "type": "enum", "values": ["good", "bad"]}),
        (
            "rating (G, PG-13 or 'NC 17'; default G)",
            {"name": "rating", "type": "enum", "values": ["G", "PG-13", "NC 17"], "default": "G"},
        ),
        ("date:date", {"name": "date", "type": "date"}),
        ("order:int", {"name": "order", "type": "integer"}),
        ("not:bool", {"name": "not", "type": "boolean"}),
        ("key (integer, primary key)", {"name": "key", "type": "integer", "primary_key": True}),
    ],
)
def test_an_attribute_says(said: str, found: dict[str, Any]) -> None:
    assert attribute(said) == found | {"required": True}


@pytest.mark.parametrize("said", ["optional x", "x (optional text)", "x optional"])
def test_optional_is_read_on_either_side(said: str) -> None:
    assert "required" not in attribute(said)


@pytest.mark.parametrize("said", ["required x", "x (required string)", "x required"])
def test_required_is_read_on_either_side(said: str) -> None:
    assert attribute(said)["required"] is True


def test_what_is_added_to_an_entity_with_rows_is_optional() -> None:
    form = "add {} to thing"

    assert "required" not in attribute("x:int", form=form)
    assert attribute("x (required int)", form=form)["required"] is True


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("idade", {"name": "idade", "type": "integer"}),
        ("preço", {"name": "preço", "type": "decimal"}),
        ("nota (decimal entre 0 e 10)", {"type": "decimal", "minimum": "0", "maximum": "10"}),
        ("sigla (texto único, máximo 5)", {"unique": True, "max_length": 5}),
        ("estado (aberto, pago ou enviado)", {"type": "enum"}),
    ],
)
def test_an_attribute_says_it_in_portuguese(said: str, found: dict[str, Any]) -> None:
    assert attribute(said, form="criar coisa com {}").items() >= found.items()


def test_an_optional_attribute_is_optional_in_portuguese() -> None:
    assert "required" not in attribute("apelido (texto opcional)", form="criar coisa com {}")
