"""Which parts of a request templates can write, and which are custom logic, with the reason.

The seed's `_detect_custom_logic`. What is not understood is custom, never dropped: a rule in words
is standard only where it can be a constraint (`domain/business_rules/`), because that is what the
templates write.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from domain.attributes import Attribute
from domain.business_rules.reading import read_rules
from domain.custom_triggers import CLAUSE_ENDS, LIMITS, TRIGGERS, blank
from domain.model import Model
from domain.recognition import Recognition

_EDGES = re.compile(
    r"^(?:[\s,;.:]|(?:and|but|where|which|that|e|mas|onde|que)\s)+|[\s,;:]+$", re.IGNORECASE
)
_EDGE_WORDS = re.compile(r"\s(?:and|but|where|which|that|e|mas|onde|que)$", re.IGNORECASE)


class Part(Model):
    """Some words of the request or one rule, and why they are what they are."""

    words: str
    reason: str


class CustomLogic(Model):
    """Templates write `standard`; `custom` needs a model. Both in the order of the request."""

    standard: tuple[Part, ...] = ()
    custom: tuple[Part, ...] = ()


def detect_custom_logic(
    text: str,
    recognition: Recognition | None,
    business_rules: Iterable[str] = (),
    *,
    entity: str = "",
    attributes: Sequence[Attribute] = (),
) -> CustomLogic:
    """Sort the words of a request, and each of its rules.

    `recognition` is what is known of the text (its names are data and raise nothing); rules are
    about its entity and attributes, or about those that are given.
    """
    rules = tuple(business_rules)
    standard, custom = _of_text(_without_rules(text, rules), recognition)
    if recognition is not None:
        entity, attributes = recognition.entity, (*recognition.attributes, *attributes)
    found = read_rules(entity, attributes, rules)
    standard += [Part(words=one.rule, reason=one.reason) for one in found.read]
    custom += [Part(words=one.rule, reason=_why(one.rule, one.reason)) for one in found.unread]
    return CustomLogic(standard=tuple(standard), custom=tuple(custom))


def _of_text(text: str, recognition: Recognition | None) -> tuple[list[Part], list[Part]]:
    shown = unicodedata.normalize("NFKC", text)
    folded = shown.casefold()
    if len(folded) != len(shown):  # a letter became two: show what was matched
        shown = folded
    found = _merged(_triggered(_without_names(folded, recognition)))
    custom = [Part(words=_trimmed(shown[a:b]), reason="; ".join(why)) for a, b, why in found]
    ends = [0, *(end for _, end, _ in found)]
    starts = [*(start for start, _, _ in found), len(shown)]
    left = [_trimmed(shown[a:b]) for a, b in zip(ends, starts, strict=True) if a < b]
    reason = _standard_reason(recognition)
    return [Part(words=words, reason=reason) for words in left if words], custom


def _triggered(folded: str) -> list[tuple[int, int, str]]:
    """(start, end, reason) of every part that a trigger is about."""
    text = blank(LIMITS, folded)
    parts = []
    for trigger in TRIGGERS:
        for found in trigger.pattern.finditer(text):
            start, end = _clause(text, found.start(), found.end())
            parts.append((start if trigger.whole_clause else found.start(), end, trigger.reason))
    return sorted(parts)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a match."""
    before = [found.end() for found in CLAUSE_ENDS.finditer(text, 0, start)]
    after = CLAUSE_ENDS.search(text, end)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def _merged(parts: list[tuple[int, int, str]]) -> list[tuple[int, int, list[str]]]:
    """Parts that overlap are one, with all their reasons."""
    merged: list[tuple[int, int, list[str]]] = []
    for start, end, reason in parts:
        if merged and start < merged[-1][1]:
            first, last, reasons = merged[-1]
            more = [] if reason in reasons else [reason]
            merged[-1] = (first, max(last, end), [*reasons, *more])
        else:
            merged.append((start, end, [reason]))
    return merged


def _without_names(folded: str, recognition: Recognition | None) -> str:
    """Names that the request gives to things are data, whatever words they are made of."""
    if recognition is None:
        return folded
    for attribute in recognition.attributes:
        folded = blank(_as_written(attribute.name), folded)
    return blank(_as_written(recognition.entity), folded)


def _as_written(name: str) -> re.Pattern[str]:
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^\W_A-Z]+", unicodedata.normalize("NFKC", name))
    spaced = r"[\s_-]*".join(re.escape(word.casefold()) for word in words)
    return re.compile(rf"(?<!\w){spaced or r'(?!)'}(?!\w)")


def _standard_reason(recognition: Recognition | None) -> str:
    if recognition is None:
        return "it names an entity and its attributes"
    return f"{recognition.intent.value} of {recognition.entity} by its attributes"


def _without_rules(text: str, rules: Sequence[str]) -> str:
    """Sentences that were read as rules are judged as rules."""
    for rule in rules:
        written = r"\s+".join(re.escape(word) for word in rule.split())
        text = re.sub(rf"[.;]?\s*{written}", "", text, count=1) if written else text
    return text


def _why(rule: str, reason: str) -> str:
    folded = unicodedata.normalize("NFKC", rule).casefold()
    return "; ".join(dict.fromkeys(why for _, _, why in _triggered(folded))) or reason


def _trimmed(words: str) -> str:
    return _EDGE_WORDS.sub("", _EDGES.sub("", words)).strip(" ,;:")
