"""Which words of a sentence name an attribute or the entity: each mention becomes one character.

So the frames of `sentences.py` can be fixed patterns whatever the attributes are called. The
characters are of Unicode's private use area; a sentence that holds one itself is not read.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.attributes import Attribute
from domain.names import words

FIRST, LAST = "\ue000", "\uf8fe"  # one for each attribute, in their order
ENTITY = "\uf8ff"
ATTRIBUTE = f"[{FIRST}-{LAST}]"
LONGEST = 2000  # characters of a rule that is read
MENTION = re.compile(f"[{FIRST}-{ENTITY}]")
_DETERMINERS = r"(?:the|an?|each|every|all|its|their|o|a|os|as|cada|todos os|todas as)"
_TIDIED = (
    # "the student's email", "the email of a student", "the value of gpa", "the gpa field"
    (rf"\b{_DETERMINERS} (?=[{FIRST}-{ENTITY}])", ""),
    (rf"{ENTITY}(?:'s|s'|') (?={ATTRIBUTE})", ""),
    (rf"({ATTRIBUTE}) (?:of|in|for|d[aeo]s?) {ENTITY}", r"\1"),
    (rf"\b(?:{_DETERMINERS} )?(?:values?|valor) (?:of|for|d[aeo]) (?={ATTRIBUTE})", ""),
    (rf"({ATTRIBUTE}) (?:field|attribute|column|value|campo)s?\b", r"\1"),
)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A sentence in which every mention is one character, and what the characters stand for."""

    sentence: str
    attributes: Sequence[Attribute]
    written: Mapping[str, str]

    def attribute(self, character: str) -> Attribute:
        """What was mentioned."""
        return self.attributes[ord(character) - ord(FIRST)]

    def restored(self, text: str) -> str:
        """A part of the sentence as it was written, where it is a value and no mention."""
        return "".join(self.written.get(character, character) for character in text)


def mentions(rule: str, entity: str, attributes: Sequence[Attribute]) -> Mentioned | None:
    """The sentence in one spelling; None for one that cannot be read this way."""
    plain = " ".join(unicodedata.normalize("NFKC", rule).split()).rstrip(".! ")
    plain = plain.replace("\u2019", "'").replace("\u2018", "'")
    if (
        not 0 < len(plain) <= LONGEST
        or MENTION.search(plain)
        or len(attributes) > ord(LAST) - 0xE000
    ):
        return None
    names = dict(_names(entity, attributes))
    if not names:
        return None
    longest_first = sorted(names, key=len, reverse=True)
    joined = "|".join(r"[ _-]?".join(map(re.escape, name.split())) for name in longest_first)
    written: dict[str, str] = {}

    def replace(found: re.Match[str]) -> str:
        character = names[_folded(found[0])]
        written.setdefault(character, found[0])
        return character

    sentence = re.sub(rf"(?<!\w)(?:{joined})(?!\w)", replace, plain, flags=re.IGNORECASE)
    for pattern, repl in _TIDIED:
        sentence = re.sub(pattern, repl, sentence, flags=re.IGNORECASE)
    return Mentioned(sentence, attributes, written)


def _names(entity: str, attributes: Sequence[Attribute]) -> Iterator[tuple[str, str]]:
    """Every way to name something, in folded words, with its character; attributes come last."""
    if entity:
        for name in (words.singular(entity), words.plural(entity), entity):
            yield _folded(name), ENTITY
    for number, attribute in enumerate(attributes):
        character = chr(ord(FIRST) + number)
        if attribute.references is not None and attribute.name.lower().endswith("id"):
            yield _folded(attribute.name)[:-2].strip(), character
    for number, attribute in enumerate(attributes):
        yield _folded(words.plural(attribute.name)), chr(ord(FIRST) + number)
    for number, attribute in enumerate(attributes):
        yield _folded(attribute.name), chr(ord(FIRST) + number)


def _folded(name: str) -> str:
    return " ".join(word.casefold() for word in words.split_words(name))
