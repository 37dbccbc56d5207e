"""From what was said about an attribute to the attribute, or to the reason why that is not sure."""

from decimal import Decimal
from functools import lru_cache
from typing import Any, TypedDict

from domain.attributes import Attribute, AttributeType
from domain.grammar.classes import WordClass
from domain.grammar.draft import Draft
from domain.grammar.lexicon import Lexicon
from domain.grammar.nouns import attribute_key
from domain.grammar.terms import Term, TypeOrigin
from domain.grammar.tokens import ParseStoppedError, Token

ATTRIBUTES_REMEMBERED = 4_096
_T = AttributeType
_Scalar = str | int | float | None
_NUMERIC = frozenset({_T.INTEGER, _T.FLOAT, _T.DECIMAL})
_WITH_LENGTH = frozenset({_T.STRING, _T.TEXT, _T.EMAIL, _T.URL})


def settle(draft: Draft, at: Token, lexicon: Lexicon, *, required: bool) -> Term:
    """The attribute; `required` holds where the request does not say. `at` is blamed otherwise."""
    try:
        kind, origin = _type(draft, lexicon)
        limits = _bounds(draft, kind, origin)
        limits.update(_size(draft, kind))
        attribute = _attribute(
            name=draft.name,
            type=kind,
            required=(required if draft.required is None else draft.required) or draft.primary_key,
            primary_key=draft.primary_key,
            unique=draft.unique,
            default=_default(draft, kind),
            values=draft.values,
            item_type=draft.item_type or (_T.STRING if kind is _T.LIST else None),
            **limits,
        )
    except _UnsureError as problem:
        raise ParseStoppedError(at, str(problem)) from problem
    return Term(
        attribute,
        origin,
        bare=not (draft.stated or draft.marked),
        stated=draft.stated,
        requirement_stated=draft.required is not None,
    )


@lru_cache(maxsize=ATTRIBUTES_REMEMBERED, typed=True)
def _attribute(**said: Any) -> Attribute:
    """Requests repeat their attributes: equal ones are one object, checked once."""
    return Attribute(**said)


class _Limits(TypedDict, total=False):
    min_length: int
    max_length: int
    precision: int
    scale: int
    minimum: str
    maximum: str


class _UnsureError(Exception):
    """What was said does not fit together."""


def _type(draft: Draft, lexicon: Lexicon) -> tuple[AttributeType, TypeOrigin]:
    if draft.values:
        if draft.type not in {None, _T.ENUM, _T.STRING}:
            raise _UnsureError(f"has values, but is {draft.type}")
        return _T.ENUM, TypeOrigin.STATED
    if draft.type is _T.ENUM:
        raise _UnsureError("is an enum without values: (enum: draft, sent)")
    if draft.type is not None:
        return draft.type, TypeOrigin.STATED
    inferred = lexicon.inferred_types.get(attribute_key(draft.name))
    if inferred is not None:
        return inferred, TypeOrigin.INFERRED
    return _T.STRING, TypeOrigin.ASSUMED


def _bounds(draft: Draft, kind: AttributeType, origin: TypeOrigin) -> _Limits:
    low, high = draft.low, draft.high
    if low is None and high is None:
        return {}
    if low is not None and high is not None and Decimal(low) > Decimal(high):
        raise _UnsureError("has a minimum above its maximum")
    if kind in _WITH_LENGTH:
        if origin is TypeOrigin.ASSUMED and not draft.is_length:
            raise _UnsureError("has a bound, but no type says of what")
        return _lengths(low, high)
    if kind not in _NUMERIC or draft.is_length:
        raise _UnsureError(f"has a bound that {kind} has not")
    if kind is _T.INTEGER and not all(_is_whole(n) for n in (low, high) if n is not None):
        raise _UnsureError("is an integer with a bound that is none")
    found: _Limits = {}
    if low is not None:
        found["minimum"] = low
    if high is not None:
        found["maximum"] = high
    return found


def _lengths(low: str | None, high: str | None) -> _Limits:
    found: _Limits = {}
    if low is not None:
        found["min_length"] = _count(low)
    if high is not None:
        found["max_length"] = _count(high)
    return found


def _size(draft: Draft, kind: AttributeType) -> _Limits:
    found: _Limits = {}
    numbers = list(draft.sized)
    if kind is _T.DECIMAL:
        padded: list[str | None] = [*numbers, None, None]
        if numbers and (draft.precision is not None or draft.scale is not None):
            raise _UnsureError("has two precisions")
        precision, scale = padded[0] or draft.precision, padded[1] or draft.scale
        if precision is not None:
            found["precision"] = _count(precision)
        if scale is not None:
            found["scale"] = _count(scale)
        return found
    if draft.precision is not None or draft.scale is not None:
        raise _UnsureError("has a precision or a scale, but is no decimal")
    if not numbers:
        return found
    if kind in _WITH_LENGTH and len(numbers) == 1 and draft.high is None and draft.low is None:
        found["max_length"] = _count(numbers[0])
        return found
    raise _UnsureError("has a size that does not fit its type")


def _default(draft: Draft, kind: AttributeType) -> _Scalar:
    token = draft.default
    if token is None:
        return None
    text = token.value
    if kind is _T.ENUM and text in draft.values:
        return text
    if kind in _WITH_LENGTH:
        return text
    if kind in _NUMERIC and token.is_a(WordClass.NUMBER):
        return _number(text, kind)
    if kind is _T.BOOLEAN and token.is_a(WordClass.TRUE | WordClass.FALSE):
        return token.is_a(WordClass.TRUE)
    raise _UnsureError(f"has a default that is no {kind}")


def _number(text: str, kind: AttributeType) -> _Scalar:
    if kind is _T.DECIMAL:
        return text
    if kind is _T.FLOAT:
        return float(text)
    if not _is_whole(text):
        raise _UnsureError("is an integer with a default that is none")
    return int(text)


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= len(text) <= 9:  # noqa: PLR2004 - no column is longer
        raise _UnsureError("has a length that is no count")
    return int(text)
