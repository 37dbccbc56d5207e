"""Which rules of an entity are standard, and what they make of its attributes and rows.

>>> from domain.attributes import Attribute
>>> found = read_rules("Student", [Attribute(name="gpa", type="float")],
...                    ["GPA must be between 0.0 and 4.0", "GPA rises every year"])
>>> [(one.minimum, one.maximum) for one in found.attributes]
[('0.0', '4.0')]
>>> [(one.rule, one.reason) for one in found.unread]
[('GPA rises every year', 'no constraint is written like this')]
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain import values
from domain.attributes import Attribute, AttributeType
from domain.business_rules.meanings import (
    Comparison,
    Meaning,
    Narrowed,
    NotApplicableError,
    Sign,
    UniqueTogether,
)
from domain.business_rules.mentions import Mentioned, mentions
from domain.business_rules.sentences import meeting, several_of

_UNREAD = "no constraint is written like this"
_UNCOMPARED = frozenset({AttributeType.JSON, AttributeType.LIST, AttributeType.BINARY})


@dataclass(frozen=True, slots=True)
class Read:
    """A rule and what it became, for people."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulesRead:
    """All rules of an entity. `attributes` are in their order, as the rules want them."""

    attributes: tuple[Attribute, ...]
    comparisons: tuple[Comparison, ...]
    unique_together: tuple[UniqueTogether, ...]
    read: tuple[Read, ...]
    unread: tuple[Read, ...]


def read_rules(entity: str, attributes: Sequence[Attribute], rules: Iterable[str]) -> RulesRead:
    """Read each rule in turn; a later one sees what the earlier ones made."""
    current = list(attributes)
    comparisons: dict[Comparison, None] = {}
    together: dict[UniqueTogether, None] = {}
    read, unread = [], []
    for rule in rules:
        try:
            meanings = read_rule(rule, entity, current)
        except NotApplicableError as error:
            unread.append(Read(rule, str(error)))
            continue
        for meaning in meanings:
            match meaning:
                case Narrowed(attribute):
                    current = [attribute if one.name == attribute.name else one for one in current]
                case Comparison():
                    comparisons[meaning] = None
                case UniqueTogether():
                    together[meaning] = None
        read.append(Read(rule, "; ".join(dict.fromkeys(map(_told, meanings)))))
    return RulesRead(
        tuple(current), tuple(comparisons), tuple(together), tuple(read), tuple(unread)
    )


def read_rule(rule: str, entity: str, attributes: Sequence[Attribute]) -> tuple[Meaning, ...]:
    """What one rule asks for; NotApplicableError with the reason where it is not standard.

    Two demands on one attribute ("is required and must be unique") or one on several ("name and
    email are required") are read one by one, each as what the ones before it made.
    """
    said = mentions(rule, entity, attributes)
    if said is None:
        raise NotApplicableError(_UNREAD)
    try:
        return (_read_sentence(said),)
    except NotApplicableError as error:
        reason = error
    for parts in several_of(said.sentence):
        try:
            return _read_parts(said, parts)
        except NotApplicableError:
            continue
    raise reason


def _read_parts(said: Mentioned, parts: Sequence[str]) -> tuple[Meaning, ...]:
    meanings: list[Meaning] = []
    attributes = list(said.attributes)
    for part in parts:
        meaning = _read_sentence(replace(said, sentence=part, attributes=attributes))
        meanings.append(meaning)
        if isinstance(meaning, Narrowed):
            name = meaning.attribute.name
            attributes = [meaning.attribute if one.name == name else one for one in attributes]
    return tuple(meanings)


def _read_sentence(said: Mentioned) -> Meaning:
    reason = _UNREAD
    for read, found in meeting(said.sentence):
        try:
            meaning = read(found, said)
            _check(meaning, said.attributes)
        except NotApplicableError as error:
            reason = str(error)
        else:
            return meaning
    raise NotApplicableError(reason)


def _told(meaning: Meaning) -> str:
    match meaning:
        case Narrowed(attribute):
            return f"a constraint of {attribute.name}"
        case Comparison(left, _, right):
            return f"compares {left} and {right}"
        case UniqueTogether(names):
            return f"{' and '.join(names)} are unique together"


def _check(meaning: Meaning, attributes: Sequence[Attribute]) -> None:
    named = {one.name: one for one in attributes}
    match meaning:
        case Comparison(left, sign, right):
            _check_comparison(named[left], sign, named[right])
        case UniqueTogether(names):
            if len(names) < 2:  # noqa: PLR2004 - the same attribute twice
                raise NotApplicableError("one attribute is named twice")
            for name in names:
                if named[name].type in _UNCOMPARED:
                    raise NotApplicableError(f"a {named[name].type} cannot be unique")


def _check_comparison(left: Attribute, sign: Sign, right: Attribute) -> None:
    if left.name == right.name:
        raise NotApplicableError(f"{left.name} is compared with itself")
    numbers = {left.type, right.type} <= values.NUMBERS
    if not numbers and left.type is not right.type:
        raise NotApplicableError(f"a {left.type} and a {right.type} cannot be compared")
    ordered = left.type in values.ORDERED and left.references is right.references is None
    if left.type in _UNCOMPARED or (sign is not Sign.DIFFERENT and not ordered):
        raise NotApplicableError(f"one {left.type} is not more or less than another")
