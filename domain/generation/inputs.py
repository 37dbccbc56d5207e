"""Which input of the user interface asks for an attribute, and with which options.

`family` and `method` name a function of the generated `ui/components/inputs/<family>.py`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from pydantic import JsonValue

from domain.attributes import Attribute, AttributeType

Value = JsonValue | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points at: where it is served, its identifier, how people know it."""

    path: str
    id_field: str
    label_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One keyword argument: a value, the target of a reference, or the name of a parser."""

    keyword: str
    value: Value = None
    target: Target | None = None
    parser: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """The function that draws the input, and its options beside name and label."""

    family: str
    method: str
    options: tuple[Option, ...] = ()


_FUNCTIONS = {
    AttributeType.STRING: ("texts", "line"),
    AttributeType.TEXT: ("texts", "paragraph"),
    AttributeType.EMAIL: ("texts", "email"),
    AttributeType.URL: ("texts", "url"),
    AttributeType.UUID: ("texts", "unique_identifier"),
    AttributeType.JSON: ("texts", "document"),
    AttributeType.LIST: ("texts", "items"),
    AttributeType.INTEGER: ("numbers", "integer"),
    AttributeType.FLOAT: ("numbers", "number"),
    AttributeType.DECIMAL: ("numbers", "decimal"),
    AttributeType.BOOLEAN: ("choices", "yes_no"),
    AttributeType.ENUM: ("choices", "one_of"),
    AttributeType.DATE: ("times", "date"),
    AttributeType.DATETIME: ("times", "datetime"),
    AttributeType.TIME: ("times", "time"),
    AttributeType.BINARY: ("files", "upload"),
}
_ITEM_PARSERS = {
    AttributeType.INTEGER: "integer",
    AttributeType.FLOAT: "floating",
    AttributeType.DECIMAL: "decimal",
    AttributeType.BOOLEAN: "yes_no",
    AttributeType.DATE: "day",
    AttributeType.DATETIME: "moment",
    AttributeType.TIME: "clock",
    AttributeType.UUID: "unique_identifier",
    AttributeType.EMAIL: "email",
    AttributeType.URL: "url",
}
_MEASURED = frozenset({AttributeType.STRING, AttributeType.TEXT})
_LIMITED = frozenset({AttributeType.EMAIL, AttributeType.URL})


def input_for(attribute: Attribute, *, required: bool, target: Target | None) -> Input:
    """The input of one attribute; `target` is given when it refers to another entity."""
    options = [Option("required", value=True)] if required else []
    if attribute.default is not None and attribute.type is not AttributeType.BINARY:
        options.append(Option("default", value=attribute.default))
    if target is not None:
        return Input("choices", "reference", (Option("target", target=target), *options))
    family, method = _FUNCTIONS[attribute.type]
    first = _own_options(attribute)
    return Input(family, method, (*first, *options, *_constraints(attribute)))


def _own_options(attribute: Attribute) -> list[Option]:
    if attribute.type is AttributeType.ENUM:
        return [Option("values", value=attribute.values)]
    if attribute.type is AttributeType.LIST:
        item = attribute.item_type or AttributeType.STRING
        return [Option("item", parser=_ITEM_PARSERS.get(item, "word"))]
    return []


def _constraints(attribute: Attribute) -> list[Option]:
    match attribute.type:
        case kind if kind in _MEASURED:
            found = _length(attribute)
        case kind if kind in _LIMITED:
            found = [Option("max_length", value=attribute.max_length)]
        case AttributeType.INTEGER:
            found = _whole_bounds(attribute)
        case AttributeType.FLOAT:
            found = [
                Option(o.keyword, value=None if o.value is None else float(str(o.value)))
                for o in _bounds(attribute)
            ]
        case AttributeType.DECIMAL:
            digits = [Option(k, value=getattr(attribute, k)) for k in ("precision", "scale")]
            found = [*digits, *_bounds(attribute)]
        case AttributeType.DATE | AttributeType.DATETIME:
            inclusive = [Option("minimum", value=attribute.minimum)]
            found = [*inclusive, Option("maximum", value=attribute.maximum)]
        case _:
            found = []
    return [option for option in found if option.value is not None]


def _length(attribute: Attribute) -> list[Option]:
    return [
        Option("min_length", value=attribute.min_length),
        Option("max_length", value=attribute.max_length),
        Option("pattern", value=attribute.pattern if _known_to_python(attribute.pattern) else None),
    ]


def _bounds(attribute: Attribute) -> list[Option]:
    return [
        Option("above" if attribute.exclusive_minimum else "minimum", value=attribute.minimum),
        Option("below" if attribute.exclusive_maximum else "maximum", value=attribute.maximum),
    ]


def _whole_bounds(attribute: Attribute) -> list[Option]:
    """Inclusive bounds of whole numbers: more than 2.5 is at least 3, more than 2 is so too."""
    lowest, highest = None, None
    if attribute.minimum is not None:
        bound = Decimal(attribute.minimum)
        lowest = floor(bound) + 1 if attribute.exclusive_minimum else ceil(bound)
    if attribute.maximum is not None:
        bound = Decimal(attribute.maximum)
        highest = ceil(bound) - 1 if attribute.exclusive_maximum else floor(bound)
    return [Option("minimum", value=lowest), Option("maximum", value=highest)]


def _known_to_python(pattern: str | None) -> bool:
    """Whether the form can check it before the API does; the API's engine knows some others."""
    if pattern is None:
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
