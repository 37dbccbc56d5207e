"""How SQLite keeps an attribute: column type, default and CHECKs, for the script and the models.

Both are written from these facts, so that what the script makes equals what the models make.
Decimals are text (exact), moments are ISO text in UTC, lists and documents are JSON text; a column
of the type JSON would turn a document that is a large number into a float.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from pydantic import JsonValue

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.generation.literals import sql_literal, sql_name

# Type in SQL, type in SQLAlchemy; {n} is the maximum length, {scale} the scale of a decimal.
_COLUMNS = {
    AttributeType.STRING: ("TEXT", "sa.Text"),
    AttributeType.TEXT: ("TEXT", "sa.Text"),
    AttributeType.INTEGER: ("INTEGER", "sa.Integer"),
    AttributeType.FLOAT: ("FLOAT", "sa.Float"),
    AttributeType.DECIMAL: ("TEXT", "ExactDecimal({scale})"),
    AttributeType.BOOLEAN: ("BOOLEAN", "sa.Boolean"),
    AttributeType.DATE: ("DATE", "sa.Date"),
    AttributeType.DATETIME: ("DATETIME", "UtcDateTime"),
    AttributeType.TIME: ("TIME", "sa.Time"),
    AttributeType.UUID: ("CHAR(32)", "sa.Uuid"),
    AttributeType.ENUM: ("TEXT", "sa.Text"),
    AttributeType.EMAIL: ("TEXT", "sa.Text"),
    AttributeType.URL: ("TEXT", "sa.Text"),
    AttributeType.JSON: ("TEXT", "JsonDocument"),
    AttributeType.BINARY: ("BLOB", "sa.LargeBinary"),
    AttributeType.LIST: ("JSON", "JsonList"),
}
_EXACT = 15  # digits that a floating-point number keeps
_SIZED = frozenset({AttributeType.STRING, AttributeType.TEXT})


@dataclass(frozen=True, slots=True)
class Check:
    """A CHECK constraint; `name` is unique in the whole database."""

    name: str
    sql: str


@dataclass(frozen=True, slots=True)
class Storage:
    """Facts about one column."""

    sql_type: str
    column_type: str
    default: str | None  # a literal of SQL
    checks: tuple[Check, ...]


def storage_of(attribute: Attribute, *, table: str, column: str, keyed: bool = False) -> Storage:
    """The column of one checked attribute; `keyed` says that it is part of a unique key."""
    sql_type, column_type = _COLUMNS[attribute.type]
    if attribute.type in _SIZED and attribute.max_length is not None:
        sql_type = f"VARCHAR({attribute.max_length})"
        column_type = f"sa.String({attribute.max_length})"
    scale = "" if attribute.scale is None else str(attribute.scale)
    if attribute.scale is None and (keyed or attribute.identifies):
        scale = "shortest=True"
    default = None
    if attribute.default is not None:
        default = sql_literal(stored_default(attribute, attribute.default))
    named = _checks(attribute, sql_name(column))
    return Storage(
        sql_type=sql_type,
        column_type=column_type.format(scale=scale),
        default=default,
        checks=tuple(Check(f"ck_{table}__{column}_{rule}", sql) for rule, sql in named),
    )


def is_made_up(key: Attribute) -> bool:
    """Whether a row gets this identifier by itself; SQLite counts from 1, whatever the bounds."""
    if key.type is not AttributeType.INTEGER:
        return key.type is AttributeType.UUID
    try:
        values.canonical(key, 1)
    except ValueError:
        return False
    return True


def stored_default(  # noqa: PLR0911 - one case a type
    attribute: Attribute, value: JsonValue
) -> str | bytes | int | float | bool:
    """A canonical default in the form in which SQLite keeps it."""
    match attribute.type:
        case AttributeType.JSON | AttributeType.LIST:
            return json.dumps(value)
        case AttributeType.BINARY:
            return base64.b64decode(str(value))
        case AttributeType.UUID:
            return UUID(str(value)).hex
        case AttributeType.DATETIME:
            moment = values.moment_of(str(value))
            return moment.strftime("%Y-%m-%d %H:%M:%S.%f").rjust(26, "0")
        case AttributeType.TIME:
            text = str(value)
            return text if "." in text else text + ".000000"
        case AttributeType.INTEGER | AttributeType.FLOAT | AttributeType.BOOLEAN:
            return value if isinstance(value, bool | int | float) else str(value)
        case _:
            return str(value)


def _checks(attribute: Attribute, column: str) -> Iterator[tuple[str, str]]:
    if attribute.type in values.TEXTS:
        # SQLite measures text up to its first NUL character, which pydantic counts as one more.
        if attribute.max_length is not None:
            yield "max_length", f"length({column}) <= {attribute.max_length}"
        if attribute.min_length:
            yield "min_length", f"length({column}) >= {attribute.min_length}"
    if attribute.type is AttributeType.ENUM:
        listed = ", ".join(sql_literal(value) for value in attribute.values)
        yield "values", f"{column} IN ({listed})"
    if attribute.type is AttributeType.BOOLEAN:
        yield "boolean", f"{column} IN (0, 1)"
    for rule, text, sign, exclusive in (
        ("minimum", attribute.minimum, ">", attribute.exclusive_minimum),
        ("maximum", attribute.maximum, "<", attribute.exclusive_maximum),
    ):
        if text is not None:
            equal = "" if exclusive and _is_compared_exactly(attribute, text) else "="
            yield rule, f"{_measured(attribute, column)} {sign}{equal} {_limit(attribute, text)}"


def _is_compared_exactly(attribute: Attribute, text: str) -> bool:
    """Whether no decimal that differs from the bound becomes the same floating-point number."""
    digits = attribute.precision or values.MAX_DIGITS
    return attribute.type is not AttributeType.DECIMAL or digits <= _EXACT or not Decimal(text)


def _measured(attribute: Attribute, column: str) -> str:
    return f"CAST({column} AS REAL)" if attribute.type is AttributeType.DECIMAL else column


def _limit(attribute: Attribute, text: str) -> str:
    if attribute.type in values.NUMBERS:
        limit = format(Decimal(text), "f")
        wide = attribute.type is AttributeType.DECIMAL and len(limit) > _EXACT
        return f"CAST({limit} AS REAL)" if wide else limit  # rounded as the column is
    moment = replace(attribute, minimum=None, maximum=None)
    return sql_literal(stored_default(attribute, values.canonical(moment, text)))
