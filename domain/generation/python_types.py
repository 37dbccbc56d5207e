"""The pydantic types of an attribute as Python source: of a body, of an answer, of a filter.

The names are those of the generated `app/fields.py`; constraints are written here once and are the
same that `storage.py` writes as CHECKs.
"""

import json
from decimal import Decimal
from math import ceil, floor

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.generation.literals import py_literal

_BODY = {
    AttributeType.STRING: "TextField",
    AttributeType.TEXT: "TextField",
    AttributeType.INTEGER: "IntegerField",
    AttributeType.FLOAT: "FloatField",
    AttributeType.DECIMAL: "DecimalField",
    AttributeType.BOOLEAN: "BooleanField",
    AttributeType.DATE: "DateField",
    AttributeType.DATETIME: "DatetimeField",
    AttributeType.TIME: "TimeField",
    AttributeType.UUID: "UuidField",
    AttributeType.EMAIL: "EmailField",
    AttributeType.URL: "UrlField",
    AttributeType.JSON: "JsonField",
    AttributeType.BINARY: "BinaryField",
}
# What the SQLAlchemy attribute holds. The aliases are capitalised, so that a field named `int` or
# `bytes` keeps its name: it would shadow the built-in type in the rest of the class body.
_ROW = {
    AttributeType.STRING: "PlainText",
    AttributeType.TEXT: "PlainText",
    AttributeType.ENUM: "PlainText",
    AttributeType.EMAIL: "PlainText",
    AttributeType.URL: "PlainText",
    AttributeType.INTEGER: "PlainInteger",
    AttributeType.FLOAT: "PlainFloat",
    AttributeType.DECIMAL: "Decimal",
    AttributeType.BOOLEAN: "PlainBoolean",
    AttributeType.DATE: "dt.date",
    AttributeType.DATETIME: "dt.datetime",
    AttributeType.TIME: "dt.time",
    AttributeType.UUID: "UUID",
    AttributeType.JSON: "JsonValue",
    AttributeType.BINARY: "PlainBytes",
    AttributeType.LIST: "list[JsonValue]",
}
_ANSWER = _ROW | {  # what is written as JSON; a row may be older than today's constraints
    AttributeType.DECIMAL: "DecimalText",
    AttributeType.DATETIME: "DatetimeText",
    AttributeType.BINARY: "BinaryField",
}
_FILTER = {
    AttributeType.INTEGER: "IntegerFilter",
    AttributeType.FLOAT: "PlainFloat",
    AttributeType.DECIMAL: "DecimalFilter",
    AttributeType.BOOLEAN: "PlainBoolean",
    AttributeType.DATE: "dt.date",
    AttributeType.DATETIME: "DatetimeFilter",
    AttributeType.TIME: "dt.time",
    AttributeType.UUID: "UUID",
}
_UNFILTERED = frozenset({AttributeType.JSON, AttributeType.LIST, AttributeType.BINARY})


def body_type(attribute: Attribute) -> str:
    """What a request body may hold: the type with all its constraints."""
    if attribute.type is AttributeType.ENUM:
        return f"Literal[{', '.join(py_literal(value) for value in attribute.values)}]"
    if attribute.type is AttributeType.LIST:
        item = attribute.item_type or AttributeType.STRING
        return f"list[{_BODY[item]}]"
    limits = _limits(attribute)
    kind = _BODY[attribute.type]
    if attribute.primary_key and kind == "TextField":
        kind = "KeyTextField"
    if attribute.required and kind == "JsonField":
        kind = "DocumentField"
    return f"Annotated[{kind}, Field({', '.join(limits)})]" if limits else kind


def row_type(attribute: Attribute) -> str:
    """What the SQLAlchemy attribute holds."""
    return _ROW[attribute.type]


def answer_type(attribute: Attribute) -> str:
    """What an answer holds; it has no constraints, a row may be older than they are."""
    if attribute.type is AttributeType.LIST:
        return f"list[{_ANSWER[attribute.item_type or AttributeType.STRING]}]"
    return _ANSWER[attribute.type]


def filter_type(attribute: Attribute) -> str | None:
    """What a query parameter may hold; None for an attribute that cannot be filtered by."""
    if attribute.type in _UNFILTERED:
        return None
    if attribute.type is AttributeType.ENUM:
        return body_type(attribute)
    return _FILTER.get(attribute.type, "PlainText")


def _limits(attribute: Attribute) -> list[str]:
    found: list[str] = []
    if attribute.type in values.TEXTS:
        low = max(attribute.min_length or 0, 1 if attribute.primary_key else 0)
        if low:
            found.append(f"min_length={low}")
        if attribute.max_length is not None:
            found.append(f"max_length={attribute.max_length}")
        if attribute.pattern is not None:
            found.append(f"pattern={py_literal(attribute.pattern)}")
    if attribute.type is AttributeType.DECIMAL:
        if attribute.precision is not None:
            found.append(f"max_digits={attribute.precision}")
        if attribute.scale is not None:
            found.append(f"decimal_places={attribute.scale}")
    low_word = "gt" if attribute.exclusive_minimum else "ge"
    high_word = "lt" if attribute.exclusive_maximum else "le"
    for word, text in ((low_word, attribute.minimum), (high_word, attribute.maximum)):
        if text is not None:
            found.append(f"{word}={_bound(attribute, text, word)}")
    return found


def _bound(attribute: Attribute, text: str, word: str) -> str:
    match attribute.type:
        case AttributeType.INTEGER:
            return py_literal(_whole(Decimal(text), word))
        case AttributeType.FLOAT:
            return py_literal(float(text))
        case AttributeType.DECIMAL:
            return py_literal(Decimal(text))
        case _:
            return moment_source(attribute.type, text)


def _whole(bound: Decimal, word: str) -> int:
    """A fraction as the bound of whole numbers: `>= 2.5` and `> 2.5` are `>= 3` and `> 2`."""
    return ceil(bound) if word in {"ge", "lt"} else floor(bound)


def moment_source(kind: AttributeType, text: str) -> str:
    """Python source of a date, time or datetime."""
    unbound = Attribute(name="moment", type=kind)
    canonical = str(values.canonical(unbound, text))
    return f"dt.{kind}.fromisoformat({py_literal(canonical.replace('Z', '+00:00'))})"


def _items_source(attribute: Attribute) -> str:
    kind = attribute.item_type or AttributeType.STRING
    listed = attribute.default if isinstance(attribute.default, list) else []
    items = (Attribute(name=attribute.name, type=kind, default=one) for one in listed)
    return ", ".join(default_source(item) for item in items)


def default_source(attribute: Attribute) -> str:  # noqa: PLR0911 - one case a type
    """Python source of the canonical default, as the validated body holds it."""
    default = attribute.default
    match attribute.type:
        case AttributeType.DECIMAL:
            return py_literal(Decimal(str(default)))
        case kind if kind in values.MOMENTS:
            return moment_source(kind, str(default))
        case AttributeType.UUID:
            return f"UUID({py_literal(default)})"
        case AttributeType.BINARY:
            return f"decode_base64({py_literal(default)})"
        case AttributeType.JSON:
            return f"Field(default_factory=lambda: parse_json({py_literal(json.dumps(default))}))"
        case AttributeType.LIST:
            items = _items_source(attribute)
            return f"Field(default_factory={f'lambda: [{items}]' if items else 'list'})"
        case AttributeType.FLOAT:
            return py_literal(float(str(default)))
        case _:
            return py_literal(default)
