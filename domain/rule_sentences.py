r"""Rules in words that say no more than a constraint of one attribute: is it really there?

>>> gpa = Attribute(name="gpa", type="float", minimum="0.0", maximum="4.0")
>>> carried_by("gpa must be between 0.0 and 4.0", [gpa])
'gpa'
>>> carried_by("gpa must be between 0.0 and 5.0", [gpa]) is None
True
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

from domain.attributes import Attribute

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_IS = r"(?:is|are|has|must|should|deve|[eé])(?:\s+(?:be|have|ser|ter))?\s+"
_NOT = (
    r"(?:must not|must never|should not|cannot|can't|can not|may not|n[aã]o pode|n[aã]o deve)"
    r"\s+(?:be|ser)\s+"
)

Has = Callable[[Attribute, re.Match[str]], bool]


def carried_by(rule: str, attributes: Sequence[Attribute]) -> str | None:
    """The attribute that already has what the (case-folded) rule asks for; None for no such."""
    for attribute in attributes:
        name = _spaced(attribute.name)
        for sentence, has in _SENTENCES:
            found = re.fullmatch(
                rf"(?:an?\s+|the\s+|[oa]\s+)?{re.escape(name)}\s+{sentence}\.?", _spaced(rule)
            )
            if found and has(attribute, found):
                return attribute.name
    return None


def _spaced(text: str) -> str:
    """Words apart, as a sentence writes a name: `enrollmentDate` and `enrollment_date` alike."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", " ", apart).strip().casefold()


def _same(bound: str | None, text: str) -> bool:
    try:
        return bound is not None and Decimal(bound) == Decimal(text)
    except InvalidOperation:
        return False


def _between(attribute: Attribute, found: re.Match[str]) -> bool:
    open_ended = attribute.exclusive_minimum or attribute.exclusive_maximum
    low, high = _same(attribute.minimum, found[1]), _same(attribute.maximum, found[2])
    return low and high and not open_ended


def _at_least(attribute: Attribute, found: re.Match[str]) -> bool:
    return _same(attribute.minimum, found[1]) and not attribute.exclusive_minimum


def _at_most(attribute: Attribute, found: re.Match[str]) -> bool:
    return _same(attribute.maximum, found[1]) and not attribute.exclusive_maximum


def _positive(attribute: Attribute, _: re.Match[str]) -> bool:
    whole = attribute.type == "integer" and _same(attribute.minimum, "1")
    return whole or (_same(attribute.minimum, "0") and attribute.exclusive_minimum)


def _values(attribute: Attribute, found: re.Match[str]) -> bool:
    named = {word.strip(" '\"") for word in re.split(r",|\bor\b|\band\b|\bou\b|\be\b", found[1])}
    return named - {""} == {value.casefold() for value in attribute.values}


_SENTENCES: tuple[tuple[str, Has], ...] = (
    (_IS + r"(?:unique|[uú]nic[oa])", lambda attribute, _: attribute.unique),
    (
        rf"(?:{_IS}(?:required|mandatory|obrigat[oó]ri[oa])|{_NOT}(?:empty|blank|null|vazi[oa]))",
        lambda attribute, _: attribute.required,
    ),
    (_IS + rf"(?:between|entre)\s+{_NUMBER}\s+(?:and|e)\s+{_NUMBER}", _between),
    (_IS + rf"(?:at least|no less than|pelo menos)\s+{_NUMBER}", _at_least),
    (_IS + rf"(?:at most|no more than|no m[aá]ximo)\s+{_NUMBER}", _at_most),
    (_IS + r"(?:positive|greater than 0|greater than zero|positiv[oa])", _positive),
    (
        _NOT + r"(?:negative|less than 0|less than zero|negativ[oa])",
        lambda attribute, _: _same(attribute.minimum, "0"),
    ),
    (
        _IS + rf"at most\s+{_NUMBER}\s+characters",
        lambda attribute, found: str(attribute.max_length) == found[1],
    ),
    (
        _IS + rf"at least\s+{_NUMBER}\s+characters",
        lambda attribute, found: str(attribute.min_length) == found[1],
    ),
    (_IS + r"one of\s+(.+)", _values),
)
