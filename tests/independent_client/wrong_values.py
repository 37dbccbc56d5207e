"""Values that a field must refuse: of another type, of no type, or just past a bound."""

from collections.abc import Iterator
from typing import Any

from tests.independent_client.constraints import fits, scale_of
from tests.independent_client.specification import TEXTS, Field
from tests.independent_client.texts import texts_of_other_length
from tests.independent_client.values import item_of, past_bounds

HUGE = (2**63, 2**70, -(2**70), 10**400)
NOT_FINITE = (float("nan"), float("inf"), float("-inf"))
_STRUCTURES: tuple[Any, ...] = ([], {}, ["a"], {"a": 1})

_WRONG: dict[str, tuple[Any, ...]] = {
    "string": (1, 1.5, True, 2**70, *_STRUCTURES),
    "integer": ("1", "many", "", 1.5, True, *HUGE, -(2**63) - 1, *NOT_FINITE, *_STRUCTURES),
    "float": ("1.5", "", True, 10**400, *NOT_FINITE, *_STRUCTURES),
    "decimal": ("many", "", "NaN", "Infinity", "-Infinity", "sNaN", "1,5", "1_000", "0x10", " 1",
                "\u0661", "1e400", "1" * 60, True, 10**400, *NOT_FINITE, *_STRUCTURES),
    "boolean": ("true", "yes", 1, 0, 2**70, *_STRUCTURES),
    "date": ("yesterday", "2024-02-30", "2024-13-01", "2024-01-01T00:00:00", "20240101", "",
             0, 1700000000, 2**70, True, *_STRUCTURES),
    "datetime": ("yesterday", "2024-02-30T00:00:00Z", "2024-01-01T25:00:00Z", "2024-01-01", "",
                 "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 0, 2**70, True,
                 *_STRUCTURES),
    "time": ("noon", "25:00:00", "10:20:30Z", "10:20:30+02:00", "", 3600, 2**70, True,
             *_STRUCTURES),
    "uuid": ("none", "", "0" * 31, "g" * 32, 7, 2**70, True, *_STRUCTURES),
    "enum": ("\u2205 none of them", "", 1, True, 2**70, *_STRUCTURES),
    "email": ("nobody", "@example.com", "a@", "a b@example.com", "a@b@example.com",
              "a@example.com\n", "", 1, True, *_STRUCTURES),
    "url": ("nowhere", "ftp://example.com", "javascript:alert(1)", "http://", "//example.com", "",
            1, True, *_STRUCTURES),
    "json": NOT_FINITE,
    "binary": ("not base64!", "A", "AA=", "\u00e9", 1, True, *_STRUCTURES),
    "list": ("text", 1, True, 2**70, {}, {"a": 1}, [None]),
}  # fmt: skip


def wrong(field: Field) -> Iterator[Any]:
    """What must be answered with 422."""
    kind = "string" if field.type == "text" else field.type
    yield from (value for value in _WRONG[kind] if not _is_taken(field, value))
    if field.type in TEXTS:
        texts = texts_of_other_length(field)
        yield from (
            text for text in texts if field.type in {"email", "url"} or not fits(field, text)
        )
    if field.type == "decimal" and scale_of(field) is not None:
        yield "0." + "0" * (scale_of(field) or 0) + "1"
        if field.stated.get("precision"):
            yield "1" + "0" * (field.stated["precision"] - (scale_of(field) or 0))
    if field.type == "list":
        yield from ([value] for value in _WRONG.get(item_of(field).type, _WRONG["string"]))
    yield from past_bounds(field)


def _is_taken(field: Field, value: Any) -> bool:
    return field.type == "enum" and value in field.stated["values"]
