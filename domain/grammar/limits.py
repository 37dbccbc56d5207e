"""Bounds, lengths and sizes: which field of an attribute a number that was said belongs to."""

from decimal import Decimal
from typing import TypedDict

from domain.attributes import AttributeType
from domain.grammar.draft import Draft, UnsureError
from domain.grammar.terms import TypeOrigin

_T = AttributeType
NUMERIC = frozenset({_T.INTEGER, _T.FLOAT, _T.DECIMAL})
WITH_LENGTH = frozenset({_T.STRING, _T.TEXT, _T.EMAIL, _T.URL})


class Limits(TypedDict, total=False):
    """Fields of an attribute."""

    min_length: int
    max_length: int
    precision: int
    scale: int
    minimum: str
    maximum: str
    exclusive_minimum: bool
    exclusive_maximum: bool


def limits(draft: Draft, kind: AttributeType, origin: TypeOrigin) -> Limits:
    """What was said about size; UnsureError where it does not fit the type."""
    found = _size(draft, kind)
    bounds = [bound for bound in (draft.low, draft.high) if bound is not None]
    if not bounds:
        return found
    if len(bounds) > 1 and Decimal(bounds[0]) > Decimal(bounds[1]):
        raise UnsureError("has a minimum above its maximum")
    if kind in WITH_LENGTH:
        if origin is TypeOrigin.ASSUMED and not draft.is_length:
            raise UnsureError("has a bound, but no type says of what")
        return found | _lengths(draft)
    if kind not in NUMERIC or draft.is_length:
        raise UnsureError(f"has a bound that {kind} has not")
    if kind is _T.INTEGER and not all(map(is_whole, bounds)):
        raise UnsureError("is an integer with a bound that is none")
    return found | _bounds(draft)


def is_whole(number: str) -> bool:
    """Whether the number has no decimal places."""
    return number.lstrip("-").isdigit()


def _bounds(draft: Draft) -> Limits:
    found: Limits = {}
    if draft.low is not None:
        found["minimum"] = draft.low
    if draft.high is not None:
        found["maximum"] = draft.high
    if draft.above:
        found["exclusive_minimum"] = True
    if draft.below:
        found["exclusive_maximum"] = True
    return found


def _lengths(draft: Draft) -> Limits:
    found: Limits = {}
    if draft.low is not None:
        found["min_length"] = _count(draft.low) + draft.above
    if draft.high is not None:
        found["max_length"] = _count(draft.high) - draft.below
    return found


def _size(draft: Draft, kind: AttributeType) -> Limits:
    """The numbers of varchar(20) and decimal(10, 2), and precision and scale in words."""
    if kind is _T.DECIMAL:
        return _decimal(draft)
    if draft.precision is not None or draft.scale is not None:
        raise UnsureError("has a precision or a scale, but is no decimal")
    if not draft.sized:
        return {}
    if kind in WITH_LENGTH and len(draft.sized) == 1 and draft.high is None and draft.low is None:
        return {"max_length": _count(draft.sized[0])}
    raise UnsureError("has a size that does not fit its type")


def _decimal(draft: Draft) -> Limits:
    if draft.sized and (draft.precision is not None or draft.scale is not None):
        raise UnsureError("has two precisions")
    found: Limits = {}
    sized: list[str | None] = [*draft.sized, None, None]
    precision, scale = sized[0] or draft.precision, sized[1] or draft.scale
    if precision is not None:
        found["precision"] = _count(precision)
    if scale is not None:
        found["scale"] = _count(scale)
    if precision is not None and scale is not None and found["scale"] > found["precision"]:
        raise UnsureError("has more decimal places than digits")
    return found


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= len(text) <= 9:  # noqa: PLR2004 - no column is longer
        raise UnsureError("has a length that is no count")
    return int(text)
