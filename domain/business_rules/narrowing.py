"""An attribute under one constraint more. Pure; a bound that is tighter already stays.

Every function raises NotApplicableError, with a reason that names the attribute, where its type
cannot have the constraint.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.business_rules.meanings import NotApplicableError

_SIZED = frozenset({AttributeType.STRING, AttributeType.TEXT})
_NEVER_UNIQUE = frozenset({AttributeType.JSON, AttributeType.LIST, AttributeType.BINARY})


def unique(attribute: Attribute) -> Attribute:
    """No two rows have the same value."""
    if attribute.type in _NEVER_UNIQUE:
        raise _no(attribute, "be unique")
    return replace(attribute, unique=True)


def required(attribute: Attribute) -> Attribute:
    """Every row has a value."""
    return replace(attribute, required=True)


def not_empty(attribute: Attribute) -> Attribute:
    """Every row has a value, and a text has a character."""
    if attribute.type is AttributeType.LIST:
        raise _no(attribute, "be kept from being empty")
    if attribute.type in _SIZED:
        return at_least_long(required(attribute), 1)
    return required(attribute)


def optional(attribute: Attribute) -> Attribute:
    """A row may lack a value: nothing is added, so it must be so already."""
    if attribute.required:
        raise NotApplicableError(f"{attribute.name} is required")
    return attribute


def at_least(attribute: Attribute, text: str, *, exclusive: bool = False) -> Attribute:
    """No value under `text`, nor `text` itself if it is exclusive."""
    limit = _limit(attribute, text)
    if attribute.minimum is not None:
        old = values.bound(attribute, attribute.minimum)
        if old > limit or (old == limit and (attribute.exclusive_minimum or not exclusive)):  # type: ignore[operator]  # both have the attribute's type
            return attribute
    return replace(attribute, minimum=text, exclusive_minimum=exclusive)


def at_most(attribute: Attribute, text: str, *, exclusive: bool = False) -> Attribute:
    """No value over `text`, nor `text` itself if it is exclusive."""
    limit = _limit(attribute, text)
    if attribute.maximum is not None:
        old = values.bound(attribute, attribute.maximum)
        if old < limit or (old == limit and (attribute.exclusive_maximum or not exclusive)):  # type: ignore[operator]  # both have the attribute's type
            return attribute
    return replace(attribute, maximum=text, exclusive_maximum=exclusive)


def between(attribute: Attribute, low: str, high: str) -> Attribute:
    """Both bounds may be reached."""
    return at_most(at_least(attribute, low), high)


def at_least_long(attribute: Attribute, length: int) -> Attribute:
    """No text with fewer characters."""
    if attribute.type not in _SIZED:
        raise _no(attribute, "have a number of characters")
    return replace(attribute, min_length=max(attribute.min_length or 0, length))


def at_most_long(attribute: Attribute, length: int) -> Attribute:
    """No text with more characters."""
    if attribute.type not in values.TEXTS or length < 1:
        raise _no(attribute, "have that number of characters")
    old = attribute.max_length
    return replace(attribute, max_length=length if old is None else min(old, length))


def at_most_places(attribute: Attribute, places: int) -> Attribute:
    """No number with more digits after its point."""
    if attribute.type is not AttributeType.DECIMAL:
        raise _no(attribute, "have a number of decimal places")
    old = attribute.scale
    return replace(attribute, scale=places if old is None else min(old, places))


def one_of(attribute: Attribute, listed: Sequence[str]) -> Attribute:
    """Only these values: an enum of them, or whole numbers from the least to the greatest."""
    if len(set(listed)) != len(listed) or not listed:
        raise NotApplicableError(f"the values of {attribute.name} cannot be told apart")
    if attribute.type is AttributeType.ENUM:
        known = {value.casefold(): value for value in attribute.values}
        if missing := [value for value in listed if value.casefold() not in known]:
            raise NotApplicableError(f"{attribute.name} has no value {missing[0]!r}")
        wanted = {value.casefold() for value in listed}
        kept = tuple(value for value in attribute.values if value.casefold() in wanted)
        return replace(attribute, values=kept)
    if attribute.type is AttributeType.INTEGER:
        numbers = sorted(int(value) for value in listed if re.fullmatch(r"-?\d{1,18}", value))
        if len(numbers) == len(listed) and numbers[-1] - numbers[0] == len(numbers) - 1:
            return between(attribute, str(numbers[0]), str(numbers[-1]))
    if attribute.type not in _SIZED or attribute.references is not None:
        raise _no(attribute, "have a list of values")
    for value in listed:
        try:
            values.canonical(attribute, value)
        except ValueError as error:
            raise NotApplicableError(f"{attribute.name} cannot be {value!r}: {error}") from error
    return replace(
        attribute,
        type=AttributeType.ENUM,
        values=tuple(listed),
        min_length=None,
        max_length=None,
        pattern=None,
    )


def matching(attribute: Attribute, pattern: str) -> Attribute:
    """Only text in which the pattern is found."""
    if attribute.type not in _SIZED:
        raise _no(attribute, "have a pattern")
    if attribute.pattern not in {None, pattern}:
        raise NotApplicableError(f"{attribute.name} has another pattern")
    return replace(attribute, pattern=pattern)


def of_type(attribute: Attribute, kind: AttributeType) -> Attribute:
    """A value of this type: plain text can become an address, anything else is so or is not."""
    if attribute.type is kind:
        return attribute
    plain = replace(attribute, type=kind)
    narrower = {AttributeType.EMAIL, AttributeType.URL, AttributeType.UUID}
    unlimited = (attribute.pattern, attribute.min_length) == (None, None)
    if attribute.type is AttributeType.STRING and kind in narrower and unlimited:
        return replace(plain, max_length=None) if kind is AttributeType.UUID else plain
    raise NotApplicableError(f"{attribute.name} is a {attribute.type}, no {kind}")


def defaulting(attribute: Attribute, text: str) -> Attribute:
    """This value where none is given."""
    try:
        default = values.canonical(attribute, values.from_sql_literal(attribute, text))
    except ValueError as error:
        raise NotApplicableError(f"{attribute.name} cannot be {text!r}: {error}") from error
    if attribute.default not in (None, default):
        raise NotApplicableError(f"{attribute.name} has another default")
    return replace(attribute, default=default)


def _limit(attribute: Attribute, text: str) -> object:
    if attribute.references is not None or attribute.type not in values.ORDERED:
        raise _no(attribute, "be more or less than something")
    try:
        return values.bound(attribute, text)
    except ValueError as error:
        raise NotApplicableError(f"{text} is no {attribute.type}: {error}") from error


def _no(attribute: Attribute, what: str) -> NotApplicableError:
    kind = "reference" if attribute.references else attribute.type.value
    article = "an" if kind[0] in "aeiou" else "a"
    return NotApplicableError(f"{attribute.name} is {article} {kind}, which cannot {what}")
