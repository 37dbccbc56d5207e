"""The type of an attribute as a plain Python annotation: for templates of one's own.

What our own templates write is narrower (`python_types.py`): their names are those of the generated
`app/fields.py`.
"""

from collections.abc import Mapping
from typing import Any

from domain.attributes import Attribute, AttributeType
from domain.specification import TYPE_ALIASES

_ANNOTATIONS = {
    AttributeType.STRING: "str",
    AttributeType.TEXT: "str",
    AttributeType.INTEGER: "int",
    AttributeType.FLOAT: "float",
    AttributeType.DECIMAL: "Decimal",
    AttributeType.BOOLEAN: "bool",
    AttributeType.DATE: "dt.date",
    AttributeType.DATETIME: "dt.datetime",
    AttributeType.TIME: "dt.time",
    AttributeType.UUID: "UUID",
    AttributeType.ENUM: "str",
    AttributeType.EMAIL: "str",
    AttributeType.URL: "str",
    AttributeType.JSON: "Any",
    AttributeType.BINARY: "bytes",
}


def python_type(given: Any) -> str:
    """Of an attribute, a field of an entity, or the name of a type; ValueError for any other.

    >>> python_type("integer"), python_type("int"), python_type("decimal"), python_type("date")
    ('int', 'int', 'Decimal', 'dt.date')
    >>> python_type(Attribute(name="tags", type=AttributeType.LIST, item_type=AttributeType.UUID))
    'list[UUID]'
    >>> python_type({"name": "age", "type": "integer"})
    'int'
    >>> python_type("sting")
    Traceback (most recent call last):
    ValueError: unknown type 'sting'; known: string, text, integer, float, decimal, boolean, date, \
datetime, time, uuid, enum, email, url, json, binary, list
    """
    kind, item = _kinds(given)
    if kind is AttributeType.LIST:
        return f"list[{_ANNOTATIONS[item or AttributeType.STRING]}]"
    return _ANNOTATIONS[kind]


def _kinds(given: Any) -> tuple[AttributeType, AttributeType | None]:
    """The type, and that of the items of a list."""
    found = getattr(given, "attribute", given)
    if isinstance(found, Attribute):
        return found.type, found.item_type
    if isinstance(found, Mapping):
        item = found.get("item_type")
        return _named(found.get("type", "string")), None if item is None else _named(item)
    return _named(found), None


def _named(name: object) -> AttributeType:
    if isinstance(name, str):
        lower = name.lower()
        if lower in TYPE_ALIASES:
            return TYPE_ALIASES[lower]
        if lower in set(AttributeType):
            return AttributeType(lower)
    raise ValueError(f"unknown type {ascii(name)[:60]}; known: {', '.join(AttributeType)}")
