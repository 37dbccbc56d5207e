"""Values that a field must take: distinct ones for rows, interesting ones for their round trip."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from tests.independent_client.constraints import INT64, comparable, fits, limits, scale_of
from tests.independent_client.specification import Field
from tests.independent_client.texts import long_texts, numbered

_EXACT = Context(prec=80)  # Python calculates with 28 digits unless told
_DAY = date(2001, 2, 3)
_MANY = 40  # how many candidates are looked at for a small domain


def nth(field: Field, number: int) -> Any:
    """The value of a row: as many different ones as the constraints leave."""
    found = list(islice(_fitting(field, _series(field, number)), 1))
    if not found:
        found = list(islice(_fitting(field, interesting(field)), 1))
    if not found:
        raise LookupError(f"the client knows no value for {field.name} ({dict(field.stated)})")
    return found[0]


def interesting(field: Field) -> Iterator[Any]:
    """Values at the edges of the type and of the constraints; every one must be taken."""
    seen: list[Any] = []
    for value in _fitting(field, _edges(field)):
        if not any(value == other and type(value) is type(other) for other in seen):
            seen.append(value)
            yield value


def _fitting(field: Field, candidates: Iterable[Any]) -> Iterator[Any]:
    return (written(field, value) for value in candidates if fits(field, value))


def written(field: Field, value: Any) -> Any:
    """The value as an answer writes it."""
    if field.type == "decimal" and scale_of(field) is not None:
        return f"{Decimal(value):.{scale_of(field)}f}"
    if field.type == "decimal" and field.identifies and "." in value:
        return value.rstrip("0").rstrip(".")
    return value


def _series(field: Field, number: int) -> Iterator[Any]:
    """Candidates for the row of that number, the nearest to what people enter first."""
    if field.type == "list":
        item = item_of(field)
        yield [nth(item, number), nth(item, number + 1)]
    elif field.type in {"integer", "float", "decimal"}:
        yield from _numbers(field, number)
    elif field.type in _SERIES:
        yield from (_SERIES[field.type](number + step) for step in range(_MANY))
        for _, bound, _ in limits(field):
            sign = (1, -1) if number % 2 else (-1, 1)
            yield from (_moved(field, bound, s * (number % 300 + 1)) for s in sign)
    elif field.type == "enum":
        yield field.stated["values"][number % len(field.stated["values"])]
    else:
        yield from numbered(field, number)


def _numbers(field: Field, number: int) -> Iterator[Any]:
    bounds = [Decimal(bound) for _, bound, _ in limits(field)]
    if field.type == "integer":
        yield 100 + number
    elif field.type == "float":
        yield number + 0.5
    else:
        yield from (f"{number}.25", f"{number}.5", str(number))
    step = Decimal(1).scaleb(-(scale_of(field) or 0)) if field.type != "float" else Decimal("0.125")
    if field.type == "float" and len(bounds) == 2:
        yield float(bounds[0] + (bounds[1] - bounds[0]) * (number % 97 + 1) / 98)
    for bound in bounds:
        whole = Decimal(int(bound)) if field.type == "integer" else bound
        for sign in (1, -1):
            for size in (number, number % 50, number % 7, number % 2, 0):
                yield _number(field, whole + sign * size * step)
    if field.type == "decimal":
        digits = min(field.stated.get("precision") or 9, 9)
        yield from (_number(field, (number % 10**k) * step) for k in range(digits, 0, -1))


def _number(field: Field, value: Decimal) -> Any:
    if field.type == "integer":
        return int(value)
    return float(value) if field.type == "float" else format(value, "f")


def _edges(field: Field) -> Iterator[Any]:
    if field.type == "list":
        inner = list(islice(interesting(item_of(field)), 12))
        yield from ([], inner, inner[:1], inner[:1] * 3)
    elif field.type == "enum":
        yield from field.stated["values"]
    elif field.type in {"string", "text", "email", "url"}:
        yield from long_texts(field)
    else:
        yield from _EDGES[field.type]
        yield from _at_bounds(field)
    if field.type == "decimal":
        yield from _longest(field)


def _at_bounds(field: Field) -> Iterator[Any]:
    for _, bound, _ in limits(field):
        yield from (_moved(field, bound, step) for step in (0, 1, -1))


def _moved(field: Field, bound: Any, steps: int) -> Any:
    """The value that is so many of the smallest steps away from a bound."""
    match field.type:
        case "integer":
            return int(bound) + steps
        case "float":
            return float(bound) + steps / 8
        case "decimal":
            scale = scale_of(field)
            step = Decimal(steps).scaleb(-3 if scale is None else -scale)
            return format(_EXACT.add(bound, step), "f")
        case "time":
            moved = datetime.combine(_DAY, bound) + timedelta(seconds=steps)
            return moved.time().isoformat()
        case "date":
            return (bound + timedelta(days=steps)).isoformat()
        case _:
            text: str = (bound + timedelta(seconds=steps)).astimezone(UTC).isoformat()
            return text.replace("+00:00", "Z")


def _longest(field: Field) -> Iterator[str]:
    scale = scale_of(field)
    digits = (field.stated.get("precision") or 38) - (scale or 0)
    places = "." + "9" * (scale or 0) if scale else ""
    for text in ("9" * digits, "1" + "0" * (digits - 1) if digits else ""):
        yield from (sign + (text or "0") + places for sign in ("", "-"))
    if scale is None:
        yield from ("0.10", "1.000", "123456789012345678.123456789012345678")


def past_bounds(field: Field) -> Iterator[Any]:
    """The nearest values that the bounds refuse."""
    yield from (value for value in _at_bounds(field) if not fits(field, value))


def item_of(field: Field) -> Field:
    """An item of a list, as a field."""
    kind = field.stated.get("item_type") or "string"
    return replace(field, type=kind, stated={}, is_key=False)


def ordered(field: Field, values: Iterable[Any]) -> list[Any]:
    """The values as a list sorted by the field must give them."""
    return sorted(values, key=lambda value: comparable(field, value))


_SERIES: dict[str, Callable[[int], Any]] = {
    "boolean": lambda n: n % 2 == 0,
    "date": lambda n: (_DAY + timedelta(days=n)).isoformat(),
    "datetime": lambda n: f"{(_DAY + timedelta(days=n)).isoformat()}T10:{n % 60:02}:05Z",
    "time": lambda n: time(n // 3600 % 24, n // 60 % 60, n % 60).isoformat(),
    "uuid": lambda n: str(UUID(int=0xC0FFEE << 96 | n)),
    "json": lambda n: {"number": n, "nested": [{"ç": None}, True, 0.5]},
    "binary": lambda n: f"{n:06d}AA",
}
_EDGES: dict[str, tuple[Any, ...]] = {
    "integer": (0, 1, -1, 10, 9, *INT64, 2**53 + 1),
    "float": (0.0, 0.1, -0.5, 1e308, 5e-324, 10.0, 9.0, 1e22, 123456789.123),
    "decimal": ("0", "0.10", "1", "-1", "9", "10", "0.01", "0.001", "2.50", "100",
                "12345678901234567.1", "12345678901234567.2", "12345678901234566.9",
                "-12345678901234567.1"),
    "boolean": (True, False),
    "date": ("2024-02-29", "0001-01-01", "9999-12-31", "1969-12-31"),
    "datetime": ("2024-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "2024-01-02T03:04:05.123456Z",
                 "9999-12-31T23:59:59.999999Z"),
    "time": ("00:00:00", "23:59:59", "12:30:00.250000"),
    "uuid": ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    "json": ({"a": [1, {"b": None}], "é": "\u2603 \U0001f600", "": ""}, [], {}, "text", 0, -1.5,
             True, False, [None], 2**70, [[[[[]]]]], {"__proto__": "'\"", "{{ x }}": "\\"}),
    "binary": ("", "AA==", "/+8=", "AAECAwQ="),
}  # fmt: skip
