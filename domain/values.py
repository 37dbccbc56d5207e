"""Values of an attribute: read from JSON or SQL literal notation, checked, made canonical.

A canonical value is a JSON value: numbers as numbers, decimals as text, moments as ISO 8601 text in
UTC. Every function raises ValueError with a reason that can stand after the field's name.
"""

import base64
import json
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Context, Decimal, InvalidOperation
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import JsonValue

from domain.attributes import Attribute, AttributeType

INT64 = (-(2**63), 2**63 - 1)
MAX_DIGITS = 38  # of a decimal whose precision is not given; PostgreSQL and DuckDB hold as many
EMAIL_PATTERN = (
    r"^[A-Za-z0-9._%+\-]{1,64}@([A-Za-z0-9]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$"
)
EMAIL_MAX_LENGTH = 254
URL_MAX_LENGTH = 2083
TEXTS = frozenset(
    {AttributeType.STRING, AttributeType.TEXT, AttributeType.EMAIL, AttributeType.URL}
)
NUMBERS = frozenset({AttributeType.INTEGER, AttributeType.FLOAT, AttributeType.DECIMAL})
MOMENTS = frozenset({AttributeType.DATE, AttributeType.DATETIME, AttributeType.TIME})
ORDERED = NUMBERS | MOMENTS
_EXACT = Context(prec=MAX_DIGITS)  # Python calculates with 28 digits unless told
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}


def canonical(attribute: Attribute, value: JsonValue) -> JsonValue:
    """`value` as the attribute keeps it; ValueError when it is none of its type or constraints."""
    found = _READERS[attribute.type](attribute, value)
    _check_constraints(attribute, found)
    return found


def from_sql_literal(attribute: Attribute, literal: str) -> JsonValue:
    """`'Y'` is the text Y, `NULL` is None, `4.99` a number; other text stands for itself."""
    text = literal.strip()
    if text.upper() == "NULL":
        return None
    if len(text) > 1 and text[0] == text[-1] == "'":
        text = text[1:-1].replace("''", "'")
    elif attribute.type in TEXTS:
        text = literal
    return _from_text(attribute, text)


def _from_text(attribute: Attribute, text: str) -> JsonValue:
    match attribute.type:
        case AttributeType.INTEGER if re.fullmatch(r"[+-]?\d{1,20}", text):
            return int(text)
        case AttributeType.FLOAT:
            return float(text)
        case AttributeType.BOOLEAN if text.lower() in _BOOLEANS:
            return _BOOLEANS[text.lower()]
        case AttributeType.JSON | AttributeType.LIST:
            found: JsonValue = json.loads(text)
            return found
        case _:
            return text


def bound(attribute: Attribute, text: str) -> Decimal | date | datetime | time:
    """A minimum or maximum in a form that can be compared with others of the same attribute."""
    if attribute.type in NUMBERS:
        return _decimal(text)
    if attribute.type in MOMENTS:
        return _moment(attribute.type, text)
    raise ValueError(f"a {attribute.type} has no minimum or maximum")


def comparable(attribute: Attribute, value: JsonValue) -> Decimal | date | datetime | time:
    """A canonical value in the form of `bound`."""
    return bound(attribute, str(value))


def _check_constraints(attribute: Attribute, value: JsonValue) -> None:
    if isinstance(value, str) and attribute.type in TEXTS:
        if attribute.max_length is not None and len(value) > attribute.max_length:
            raise ValueError(f"it has {len(value)} characters, more than {attribute.max_length}")
        if attribute.min_length is not None and len(value) < attribute.min_length:
            raise ValueError(f"it has {len(value)} characters, less than {attribute.min_length}")
        if attribute.pattern is not None and not re.search(attribute.pattern, value):
            raise ValueError(f"it does not match the pattern {attribute.pattern}")
    if attribute.type not in ORDERED:
        return
    found = comparable(attribute, value)
    for text, exclusive, sign, word in (
        (attribute.minimum, attribute.exclusive_minimum, 1, "minimum"),
        (attribute.maximum, attribute.exclusive_maximum, -1, "maximum"),
    ):
        if text is None:
            continue
        limit = bound(attribute, text)
        beyond = found < limit if sign > 0 else found > limit  # type: ignore[operator]  # one type
        if beyond or (exclusive and found == limit):
            raise ValueError(f"it is beyond the {word} {text}")


def _text(_: Attribute, value: JsonValue) -> str:
    if not isinstance(value, str):
        raise ValueError("it is no text")  # noqa: TRY004 - the callers know one error
    value.encode()  # half of a surrogate pair cannot be stored
    if "\x00" in value:
        raise ValueError("it holds a NUL character")
    return value


def _integer(_: Attribute, value: JsonValue) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("it is no integer")  # noqa: TRY004 - the callers know one error
    if not INT64[0] <= value <= INT64[1]:
        raise ValueError("it does not fit into 64 bits")
    return value


def _float(_: Attribute, value: JsonValue) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("it is no number")  # noqa: TRY004 - the callers know one error
    try:
        found = float(value)
    except OverflowError as error:
        raise ValueError("it is too large") from error
    if not math.isfinite(found):
        raise ValueError("it is not finite")
    return found


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("it is no number") from error
    if not found.is_finite():
        raise ValueError("it is not finite")
    return found


def _decimal_text(attribute: Attribute, value: JsonValue) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("it is no number")  # noqa: TRY004 - the callers know one error
    found = _decimal(str(value))
    _, digits, exponent = found.as_tuple()
    places = max(0, -int(exponent))
    whole = max(0, len(digits) + int(exponent))
    scale = attribute.scale
    precision = attribute.precision or MAX_DIGITS
    if scale is not None and places > scale:
        raise ValueError(f"it has {places} decimal places, more than {scale}")
    if whole > precision - (scale or 0) or whole + places > precision:
        raise ValueError(f"it has more than {precision} digits")
    exact = found if scale is None else found.quantize(Decimal(1).scaleb(-scale), context=_EXACT)
    if scale is None and attribute.identifies:
        exact = found.normalize(_EXACT)
    return format(exact or exact.copy_abs(), "f")  # zero has no sign


def _boolean(_: Attribute, value: JsonValue) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it is neither true nor false")  # noqa: TRY004 - the callers know one error
    return value


def _moment(kind: AttributeType, text: str) -> date | datetime | time:
    if kind is AttributeType.DATE:
        return date.fromisoformat(text)
    if kind is AttributeType.TIME:
        found = time.fromisoformat(text)
        if found.tzinfo is not None:
            raise ValueError("a time has no time zone")
        return found
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def moment_of(text: str) -> datetime:
    """A canonical datetime as Python has it, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _moment_text(attribute: Attribute, value: JsonValue) -> str:
    try:
        found = _moment(attribute.type, _text(attribute, value))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"it is no {attribute.type} in ISO 8601 notation") from error
    return found.isoformat().replace("+00:00", "Z")


def _uuid(attribute: Attribute, value: JsonValue) -> str:
    return str(UUID(_text(attribute, value)))


def _enum(attribute: Attribute, value: JsonValue) -> str:
    found = _text(attribute, value)
    if found not in attribute.values:
        raise ValueError(f"it is none of {', '.join(map(repr, attribute.values))}")
    return found


def _email(attribute: Attribute, value: JsonValue) -> str:
    found = _text(attribute, value)
    if len(found) > EMAIL_MAX_LENGTH or not re.search(EMAIL_PATTERN, found):
        raise ValueError("it is no e-mail address")
    return found


def _url(attribute: Attribute, value: JsonValue) -> str:
    found = _text(attribute, value)
    parts = urlsplit(found)
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(found) > URL_MAX_LENGTH:
        raise ValueError("it is no http or https address")
    return found


def _json(_: Attribute, value: JsonValue) -> JsonValue:
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    return value


def _binary(attribute: Attribute, value: JsonValue) -> str:
    return base64.b64encode(base64.b64decode(_text(attribute, value), validate=True)).decode()


def _list(attribute: Attribute, value: JsonValue) -> JsonValue:
    if not isinstance(value, list):
        raise ValueError("it is no list")  # noqa: TRY004 - the callers know one error
    item = Attribute(name=attribute.name, type=attribute.item_type or AttributeType.STRING)
    return [canonical(item, one) for one in value]


_READERS: dict[AttributeType, Callable[[Attribute, JsonValue], JsonValue]] = {
    AttributeType.STRING: _text,
    AttributeType.TEXT: _text,
    AttributeType.INTEGER: _integer,
    AttributeType.FLOAT: _float,
    AttributeType.DECIMAL: _decimal_text,
    AttributeType.BOOLEAN: _boolean,
    AttributeType.DATE: _moment_text,
    AttributeType.DATETIME: _moment_text,
    AttributeType.TIME: _moment_text,
    AttributeType.UUID: _uuid,
    AttributeType.ENUM: _enum,
    AttributeType.EMAIL: _email,
    AttributeType.URL: _url,
    AttributeType.JSON: _json,
    AttributeType.BINARY: _binary,
    AttributeType.LIST: _list,
}
