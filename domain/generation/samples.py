"""Values to try an attribute with: two that fit, those at its bounds, and those beyond them.

Candidates are tried against `values.canonical`, so a sample is right because it was checked.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pydantic import JsonValue

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.generation.matching_text import distinct_texts, matching_texts
from domain.names import words

FIRST_IDENTIFIER = 1  # what the first row of a table gets
_LOW, _HIGH = values.INT64
_ENDS = 10  # values at either end of a long list
_FIXED: dict[AttributeType, tuple[JsonValue, ...]] = {
    AttributeType.BOOLEAN: (True, False),
    AttributeType.DATE: ("2024-02-29", "2025-01-31", "1999-12-31", "2100-06-01"),
    AttributeType.DATETIME: ("2024-02-29T12:30:00Z", "2025-01-31T23:59:59.250000Z"),
    AttributeType.TIME: ("08:30:00", "23:59:59"),
    AttributeType.UUID: (
        "00000000-0000-4000-8000-000000000001",
        "00000000-0000-4000-8000-000000000002",
    ),
    AttributeType.EMAIL: ("ada@example.com", "grace@example.org"),
    AttributeType.URL: ("https://example.com/a", "http://example.org/b?c=d"),
    AttributeType.JSON: ({"level": 1, "tags": ["a"]}, ["b", None, 2.5]),
    AttributeType.BINARY: ("AAEC", "/v8="),
}
_WRONG: dict[AttributeType, tuple[JsonValue, ...]] = {
    AttributeType.STRING: (1, True, ["text"], {"text": "text"}),
    AttributeType.TEXT: (1, ["text"]),
    AttributeType.INTEGER: ("many", 1.5, True, 2**63, 2**70, -(2**63) - 1),
    AttributeType.FLOAT: ("many", True),
    AttributeType.DECIMAL: ("many", True, "NaN", "Infinity", "1" * 60),
    AttributeType.BOOLEAN: ("perhaps", 2),
    AttributeType.DATE: ("yesterday", "2024-02-30", 1700000000),
    AttributeType.DATETIME: ("yesterday", "2024-02-30T00:00:00Z", 1700000000),
    AttributeType.TIME: ("noon", "25:00:00", 3600),
    AttributeType.UUID: ("none", 7),
    AttributeType.ENUM: ("\u2205 none of them", 1),
    AttributeType.EMAIL: ("nobody", "a@b", 1),
    AttributeType.URL: ("nowhere", "ftp://example.com", 1),
    AttributeType.BINARY: ("not base64!", 1),
    AttributeType.LIST: ("text", {"a": 1}),
}


def samples(attribute: Attribute) -> tuple[JsonValue, JsonValue]:
    """Two values that fit, different if there are two; ValueError when none was found."""
    found: list[JsonValue] = []
    for value in fitting(attribute, _candidates(attribute)):
        if value not in found:
            found.append(value)
        if len(found) == 2:  # noqa: PLR2004 - two are wanted
            break
    if not found:
        raise ValueError(f"no value was found that fits {attribute.name!r}")
    return found[0], found[-1]


def distinct_samples(attribute: Attribute, count: int) -> tuple[JsonValue, ...]:
    """Up to `count` different values that fit."""
    candidates: Iterable[JsonValue] = _candidates(attribute)
    if attribute.pattern is not None:
        low, high = attribute.min_length or 0, attribute.max_length or 10**6
        candidates = distinct_texts(attribute.pattern, count, low=low, high=high)
    found = dict.fromkeys(fitting(attribute, candidates))
    return tuple(found)[:count] or samples(attribute)


def boundaries(attribute: Attribute) -> tuple[JsonValue, ...]:
    """Values at the bounds, which must be taken."""
    return tuple(dict.fromkeys(fitting(attribute, _edges(attribute)))) if _edges(attribute) else ()


def beyond(attribute: Attribute) -> tuple[JsonValue, ...]:
    """Values that must be refused: of another type, or just past a bound."""
    tried = (*_WRONG.get(attribute.type, ()), *_past(attribute))
    return tuple(value for value in tried if not _fits(attribute, value))


def _fits(attribute: Attribute, value: JsonValue) -> bool:
    try:
        values.canonical(attribute, value)
    except ValueError:
        return False
    return True


def fitting(attribute: Attribute, candidates: Iterable[JsonValue]) -> Iterator[JsonValue]:
    """Those candidates that the attribute takes, in their canonical form."""
    for value in candidates:
        if _fits(attribute, value):
            yield values.canonical(attribute, value)


def _candidates(attribute: Attribute) -> Iterator[JsonValue]:
    match attribute.type:
        case AttributeType.STRING | AttributeType.TEXT:
            yield from _texts(attribute)
        case AttributeType.INTEGER:
            yield from (1, 2, 0, 10, 50, *(int(edge) for edge in _middle(attribute)))
        case AttributeType.FLOAT:
            yield from (1.5, 2.5, 0.5, 0.25, 10.0, *(float(edge) for edge in _middle(attribute)))
        case AttributeType.DECIMAL:
            yield from ("1.25", "2.50", "0.25", "0.50", "1", "2", "0.5")
            yield from (format(edge, "f") for edge in _middle(attribute))
        case AttributeType.ENUM:
            yield from attribute.values
        case AttributeType.LIST:
            item = Attribute(name="item", type=attribute.item_type or AttributeType.STRING)
            first, second = samples(item)
            yield from ([first, second], [second])
        case _:
            yield from _FIXED[attribute.type]
            yield from (t for t in (attribute.minimum, attribute.maximum) if t is not None)


def _texts(attribute: Attribute) -> Iterator[str]:
    label = words.label(attribute.name)
    low = attribute.min_length or 0
    high = attribute.max_length if attribute.max_length is not None else 10**6
    for ending in ("A", "B"):
        text = f"{label} {ending}".rjust(low, "x")
        yield text if len(text) <= high else text[: high - 1] + ending[-1:]
    if attribute.pattern is not None:
        yield from matching_texts(attribute.pattern, low=low, high=high)


def _middle(attribute: Attribute) -> Iterator[Decimal]:
    low = None if attribute.minimum is None else Decimal(attribute.minimum)
    high = None if attribute.maximum is None else Decimal(attribute.maximum)
    step = Decimal(1).scaleb(-(attribute.scale or 0))
    for edge, sign in ((low, 1), (high, -1)):
        if edge is not None:
            yield edge
            yield edge + sign * step
            yield edge + sign * 1
    if low is not None and high is not None:
        yield (low + high) / 2
        yield (low * 3 + high) / 4


def _edges(attribute: Attribute) -> list[JsonValue]:
    found: list[JsonValue] = []
    if attribute.type in {AttributeType.STRING, AttributeType.TEXT} and not attribute.pattern:
        found = ["x" * n for n in (attribute.min_length, attribute.max_length) if n is not None]
    if attribute.type is AttributeType.INTEGER:
        found = [_LOW, _HIGH]
    if attribute.type is AttributeType.DECIMAL:
        scale = attribute.scale if attribute.scale is not None else 6
        digits = (attribute.precision or values.MAX_DIGITS) - scale
        found = ["9" * digits + ("." + "9" * scale if scale else "")] if digits else []
    if attribute.type is AttributeType.ENUM:
        found = [*attribute.values[:_ENDS], *attribute.values[-_ENDS:]]
    limits = [text for text in (attribute.minimum, attribute.maximum) if text is not None]
    return [*found, *(_from_bound(attribute, text) for text in limits)]


def _from_bound(attribute: Attribute, text: str) -> JsonValue:
    if attribute.type is AttributeType.FLOAT:
        return float(text)
    if attribute.type is AttributeType.INTEGER:
        return int(Decimal(text))
    return text


def _past_length(attribute: Attribute) -> Iterator[str]:
    if attribute.max_length is not None:
        yield "x" * (attribute.max_length + 1)
    if attribute.min_length:
        yield "x" * (attribute.min_length - 1)
    if attribute.pattern is not None:
        yield from ("", "\u2205", "x" * (attribute.max_length or 30))


def _past(attribute: Attribute) -> Iterator[JsonValue]:
    if attribute.type in values.TEXTS:
        yield from _past_length(attribute)
    if attribute.type is AttributeType.DECIMAL and attribute.scale is not None:
        yield "0." + "0" * attribute.scale + "1"
        if attribute.precision is not None:
            yield "1" + "0" * (attribute.precision - attribute.scale)
    if attribute.type not in values.NUMBERS:
        return
    step = Decimal(1).scaleb(-(attribute.scale or 0))
    for text, sign in ((attribute.minimum, -1), (attribute.maximum, 1)):
        if text is not None:
            for value in (Decimal(text), Decimal(text) + sign * step):
                yield _from_bound(attribute, format(value, "f"))
