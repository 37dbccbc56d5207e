"""Whether a value fits a field, as the client understands the specification."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.independent_client.specification import NUMBERS, TEXTS, Field

MOMENTS = frozenset({"date", "datetime", "time"})
MOST_DIGITS = 38
INT64 = (-(2**63), 2**63 - 1)


def fits(field: Field, value: Any) -> bool:
    """Whether a value of the field's type keeps its constraints."""
    if field.type in TEXTS:
        return _text_fits(field, value)
    if field.type == "enum":
        return value in field.stated["values"]
    if field.type == "decimal" and not _digits_fit(field, Decimal(str(value))):
        return False
    if field.type == "integer" and not INT64[0] <= value <= INT64[1]:
        return False
    if field.type in NUMBERS | MOMENTS:
        return all(inside(comparable(field, value)) for inside in _bounds(field))
    return True


def comparable(field: Field, value: Any) -> Any:
    """A value in a form that sorts as the field must sort."""
    match field.type:
        case "decimal" | "integer" | "float":
            return Decimal(str(value))
        case "date":
            return date.fromisoformat(value)
        case "time":
            return time.fromisoformat(value)
        case "datetime":
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        case _:
            return value


def limits(field: Field) -> list[tuple[str, Any, bool]]:
    """(minimum or maximum, the bound, whether it is excluded); JSON Schema's way is read too."""
    found = []
    for end in ("minimum", "maximum"):
        bound, exclusive = field.stated.get(end), field.stated.get(f"exclusive_{end}")
        if exclusive is not None and not isinstance(exclusive, bool):
            bound, exclusive = exclusive, True
        if bound is not None:
            found.append((end, comparable(field, bound), bool(exclusive)))
    return found


def scale_of(field: Field) -> int | None:
    """The decimal places of a decimal; None when any number is kept."""
    scale: int | None = field.stated.get("scale")
    return scale


def _text_fits(field: Field, value: str) -> bool:
    low = max(field.stated.get("min_length") or 0, 1 if field.is_key else 0)
    high, pattern = field.stated.get("max_length"), field.stated.get("pattern")
    if len(value) < low or (high is not None and len(value) > high):
        return False
    return pattern is None or re.search(pattern, value) is not None


def _digits_fit(field: Field, value: Decimal) -> bool:
    _, digits, exponent = value.as_tuple()
    places = max(0, -int(exponent))
    whole = max(0, len(digits) + int(exponent))
    precision, scale = field.stated.get("precision") or MOST_DIGITS, scale_of(field)
    if scale is not None and places > scale:
        return False
    return whole <= precision - (scale or 0) and whole + places <= precision


def _bounds(field: Field) -> list[Callable[[Any], bool]]:
    return [_bound(*limit) for limit in limits(field)]


def _bound(end: str, bound: Any, excluded: bool) -> Callable[[Any], bool]:  # noqa: FBT001 - a row
    def inside(value: Any) -> bool:
        if value == bound:
            return not excluded
        return bool(value > bound if end == "minimum" else value < bound)

    return inside


def is_decimal(text: str) -> bool:
    """Whether the text is a number."""
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
