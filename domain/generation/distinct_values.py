"""Python source of values that differ from row to row, for fields that no two rows share."""

import datetime as dt
from decimal import Decimal

from pydantic import JsonValue

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.generation.literals import py_literal
from domain.generation.samples import distinct_samples, fitting

OF_FEW_VALUES = frozenset({AttributeType.BOOLEAN, AttributeType.ENUM})
MOST = 40  # values of a field that only a list can give; no test makes more rows
_A_DAY = dt.date(2024, 2, 29)  # to calculate with times of the day


def has_few_values(attribute: Attribute) -> bool:
    """Whether a test may ask for more rows than there are values."""
    if attribute.type in OF_FEW_VALUES or attribute.pattern is not None:
        return len(distinct_samples(attribute, MOST)) < MOST
    if attribute.minimum is None or attribute.maximum is None:
        return False
    if attribute.type not in values.NUMBERS:
        return False
    room = Decimal(attribute.maximum) - Decimal(attribute.minimum)
    return room.scaleb(attribute.scale or 0) < MOST


def distinct_source(attribute: Attribute, first: JsonValue) -> str:  # noqa: PLR0911 - one case a type
    """Another value for every `n` from 1; within bounds where the attribute has room for it.

    `first` is a value that fits.
    """
    match attribute.type:
        case AttributeType.INTEGER | AttributeType.FLOAT:
            return f"{py_literal(first)}{_step(attribute, first)}"
        case AttributeType.DECIMAL:
            return f"str({py_literal(Decimal(str(first)))}{_step(attribute, first)})"
        case AttributeType.DATE | AttributeType.DATETIME | AttributeType.TIME:
            return _moment(attribute, str(first))
        case AttributeType.UUID:
            return "str(UUID(int=n))"
        case AttributeType.EMAIL:
            return 'f"user{n}@example.com"'
        case AttributeType.URL:
            return 'f"https://example.com/{n}"'
        case AttributeType.STRING | AttributeType.TEXT if not attribute.pattern:
            width = attribute.max_length or 12
            return f'f"{{n:0{max(attribute.min_length or 0, min(width, 6))}}}"'
        case _:
            found = tuple(distinct_samples(attribute, MOST))
            return f"{py_literal(found)}[n % {len(found)}]"


def _moment(attribute: Attribute, first: str) -> str:
    """The first moment and as many days or seconds as the n-th body is late, or early."""
    literal = py_literal(first)
    sign = "+" if _fits_later(attribute, first) else "-"
    match attribute.type:
        case AttributeType.DATE:
            return f"(dt.date.fromisoformat({literal}) {sign} dt.timedelta(n)).isoformat()"
        case AttributeType.TIME:
            day = py_literal(f"{_A_DAY}T{first}")
            moment = f"(dt.datetime.fromisoformat({day}) {sign} dt.timedelta(seconds=n))"
            return f"{moment}.time().isoformat()"
        case _:
            moment = f"(dt.datetime.fromisoformat({literal}) {sign} dt.timedelta(seconds=n))"
            return f'{moment}.isoformat().replace("+00:00", "Z")'


def _fits_later(attribute: Attribute, first: str) -> bool:
    match values.bound(attribute, first):
        case dt.datetime() as moment:
            last = (moment + dt.timedelta(seconds=MOST)).isoformat()
        case dt.time() as time:
            moment = dt.datetime.combine(_A_DAY, time) + dt.timedelta(seconds=MOST)
            last = moment.time().isoformat()
        case found:
            last = str(dt.date.fromisoformat(str(found)) + dt.timedelta(MOST))
    return next(fitting(attribute, [last]), None) is not None


def _step(attribute: Attribute, first: JsonValue) -> str:
    """How the n-th value differs from the first: by as much as the bounds allow."""
    smallest = Decimal(1).scaleb(-(attribute.scale or 0))
    steps = [(Decimal(1), " + n"), (Decimal(-1), " - n")]
    if attribute.type is AttributeType.DECIMAL:
        steps += [
            (sign * smallest, f" {shown} n * {py_literal(smallest)}")
            for sign, shown in ((1, "+"), (-1, "-"))
        ]
    for step, source in steps:
        last = Decimal(str(first)) + MOST * step
        value = int(last) if attribute.type is AttributeType.INTEGER else format(last, "f")
        try:
            values.canonical(
                attribute, float(last) if attribute.type is AttributeType.FLOAT else value
            )
        except ValueError:
            continue
        return source
    return " + n"
