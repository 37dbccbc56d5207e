"""Two values for every attribute of an entity, any of which make a row that its rules take.

What no rule compares gets the values of `samples.py`. Compared attributes get theirs in turn, the
least first, from a ladder of values that fit.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain

from pydantic import JsonValue

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.business_rules.comparisons import HOLDS, downwards
from domain.business_rules.meanings import Comparison
from domain.entities import EntitySpec
from domain.errors import InvalidSpecError
from domain.generation.samples import distinct_samples, fitting, samples

Pair = tuple[JsonValue, JsonValue]
_RUNGS = 60
_COARSE = 50  # so many rows can count up from a value before they meet the next one
_FIRST_DAY = date(2001, 1, 1)


def row_samples(entity: EntitySpec, comparisons: Sequence[Comparison]) -> dict[str, Pair]:
    """By attribute name; InvalidSpecError where the rules leave no room for a row."""
    compared = {name for one in comparisons for name in (one.left, one.right)}
    found = {one.name: samples(one) for one in entity.attributes if one.name not in compared}
    if not compared:
        return found
    named = {one.name: one for one in entity.attributes}
    order = [named[name] for name in _least_first(entity, comparisons) if name in compared]
    for step, wanted in ((_COARSE, 2), (1, 2), (1, 1)):
        if chosen := _choose(order, comparisons, step, wanted):
            return found | chosen
    words = " and ".join(one.name for one in order)
    raise InvalidSpecError(
        f"the rules leave no values for {words}", where=f"entity {entity.name!r}"
    )


def holds(comparison: Comparison, attribute: Attribute, left: JsonValue, right: JsonValue) -> bool:
    """Whether two canonical values satisfy it; `attribute` is one of the two compared."""
    if attribute.type not in values.ORDERED:
        return HOLDS[comparison.sign](left, right)
    first, second = values.comparable(attribute, left), values.comparable(attribute, right)
    return HOLDS[comparison.sign](first, second)


def violating(
    attribute: Attribute, comparison: Comparison, others: Sequence[JsonValue]
) -> JsonValue:
    """A value that fits the attribute and fails against all these values of the other; or None."""
    around = chain.from_iterable(_around(attribute, other) for other in others)
    for value in fitting(attribute, chain(others, around, _ladder(attribute, 1))):
        if not any(_holds_from(comparison, attribute, value, other) for other in others):
            return value
    return None


def _holds_from(
    comparison: Comparison, attribute: Attribute, own: JsonValue, other: JsonValue
) -> bool:
    if attribute.name == comparison.left:
        return holds(comparison, attribute, own, other)
    return holds(comparison, attribute, other, own)


def _least_first(entity: EntitySpec, comparisons: Sequence[Comparison]) -> list[str]:
    """Every attribute after those that must be less; there is no circle of strict comparisons."""
    edges = downwards(comparisons)
    order: list[str] = []

    def visit(name: str, above: frozenset[str]) -> None:
        for high, low, _ in edges:
            if high == name and low not in above:
                visit(low, above | {low})
        if name not in order:
            order.append(name)

    for attribute in entity.attributes:
        visit(attribute.name, frozenset({attribute.name}))
    return order


def _choose(
    order: Sequence[Attribute], comparisons: Sequence[Comparison], step: int, wanted: int
) -> dict[str, Pair]:
    chosen: dict[str, tuple[JsonValue, ...]] = {
        one.name: (one.default,) for one in order if one.default is not None
    }
    pairs: dict[str, Pair] = {}
    for attribute in order:
        good: list[JsonValue] = []
        for value in fitting(attribute, _ladder(attribute, step)):
            if value not in good and _is_good(attribute, value, comparisons, chosen):
                good.append(value)
            if len(good) == wanted:
                break
        if not good:
            return {}
        pairs[attribute.name] = (good[0], good[-1])
        chosen[attribute.name] = (*chosen.get(attribute.name, ()), *good)
    return pairs


def _is_good(
    attribute: Attribute,
    value: JsonValue,
    comparisons: Sequence[Comparison],
    chosen: Mapping[str, Sequence[JsonValue]],
) -> bool:
    for one in comparisons:
        if attribute.name in (one.left, one.right):
            other = one.right if attribute.name == one.left else one.left
            if not all(_holds_from(one, attribute, value, v) for v in chosen.get(other, ())):
                return False
    return True


def _ladder(attribute: Attribute, step: int) -> Iterator[JsonValue]:
    """Values in ascending order, from the least allowed where there is one."""
    kind = attribute.type
    if kind in values.NUMBERS:
        low = Decimal(attribute.minimum) if attribute.minimum is not None else Decimal(1)
        if attribute.minimum is None and attribute.maximum is not None:
            low = min(low, Decimal(attribute.maximum) - step * (_RUNGS - 1))
        fine = Decimal(step) if step > 1 else Decimal(1).scaleb(-min(attribute.scale or 1, 1))
        rungs = (low + fine * n for n in range(_RUNGS))
        if kind is AttributeType.INTEGER:
            yield from (int(low) + step * n for n in range(_RUNGS))
        elif kind is AttributeType.FLOAT:
            yield from map(float, rungs)
        else:
            yield from (format(rung, "f") for rung in rungs)
    elif kind is AttributeType.TIME:
        yield from (f"{n // 3:02}:{n % 3 * 20:02}:00" for n in range(3, 72))
    elif kind in values.MOMENTS:
        yield from _days(attribute, step)
    else:
        yield from distinct_samples(attribute, 4)


def _around(attribute: Attribute, other: JsonValue) -> Iterator[JsonValue]:
    """Just less and just more than a value of the other attribute."""
    kind = attribute.type
    if kind is AttributeType.TIME:
        yield from ("00:00:00", "23:59:59")
    elif kind in values.MOMENTS:
        for days in (-1, 1):
            day = _day(attribute, str(other)) + timedelta(days=days)
            yield day.isoformat() + ("" if kind is AttributeType.DATE else "T12:30:00Z")
    elif kind in values.NUMBERS:
        for step in (-1, 1):
            number = Decimal(str(other)) + step
            text = format(number, "f")
            yield (
                int(number)
                if kind is AttributeType.INTEGER
                else (float(number) if kind is AttributeType.FLOAT else text)
            )


def _days(attribute: Attribute, step: int) -> Iterator[str]:
    first, last = _FIRST_DAY, None
    if attribute.minimum is not None:
        first = _day(attribute, attribute.minimum)
    elif attribute.maximum is not None:
        last = _day(attribute, attribute.maximum)
        first = min(first, last - timedelta(days=step * (_RUNGS - 1)))
    for number in range(_RUNGS):
        day = first + timedelta(days=step * number)
        yield day.isoformat() + ("" if attribute.type is AttributeType.DATE else "T12:30:00Z")


def _day(attribute: Attribute, text: str) -> date:
    found = values.bound(attribute, text)
    return found.astimezone(UTC).date() if isinstance(found, datetime) else date.fromisoformat(text)
