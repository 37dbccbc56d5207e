"""The closed words of one language. The words are data files; this says what shape they have."""

import hashlib
import json
from functools import cached_property
from itertools import chain

from pydantic import field_validator

from domain.attributes import AttributeType
from domain.grammar.classes import WordClass
from domain.model import Model


class Plurals(Model):
    """How nouns of the language lose their plural; the first ending that fits applies."""

    irregular: dict[str, str]
    unchanged: frozenset[str]
    endings: tuple[tuple[str, str], ...]


class Lexicon(Model):
    """Words by class, phrases that count as one word, types, and what untyped names are."""

    language: str
    compounds: dict[str, frozenset[str]]  # last word -> the first words it is one name with
    adverb_endings: tuple[str, ...] = ()  # of words that say how: "possibly", "apenasmente"
    decimal_comma: bool = False  # then 1.500 may be a thousand and a half, or one and a half
    longest_name: int  # words of an entity's name; 1 where adjectives follow the noun
    classes: dict[str, tuple[str, ...]]  # a WordClass in small letters -> its words
    phrases: tuple[str, ...]
    types: dict[str, AttributeType]
    noun_types: frozenset[str]
    ambiguous_types: frozenset[str]
    inferred_types: dict[str, AttributeType]
    singular: Plurals

    @field_validator("classes")
    @classmethod
    def _are_known(cls, classes: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        unknown = [name for name in classes if name.upper() not in WordClass.__members__]
        if unknown:
            raise ValueError(f"no class of words is called {unknown[0]!r}")
        return classes

    @cached_property
    def words(self) -> dict[str, int]:
        """Every closed word, case-folded, with the bits of all its classes."""
        found: dict[str, int] = {}
        typed = (
            (WordClass.TYPE, self.types),
            (WordClass.NOUN_TYPE, self.noun_types),
            (WordClass.AMBIGUOUS_TYPE, self.ambiguous_types),
        )
        named = ((WordClass[name.upper()], words) for name, words in self.classes.items())
        for word_class, words in chain(named, typed):
            for word in words:
                found[word] = found.get(word, 0) | word_class
        return found

    def has(self, word_class: WordClass, word: str) -> bool:
        """Whether the word, in any case, is in that class."""
        return self.words.get(word.casefold(), 0) & word_class != 0

    def is_compound(self, first: str, last: str) -> bool:
        """Whether the two words are one name: "loan application", "start time"."""
        return first.casefold() in self.compounds.get(last.casefold(), ())

    def __hash__(self) -> int:  # what was made of a word is remembered by word and lexicon
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """Names this very content: another word in the file is another digest."""
        content = self.model_dump(mode="json")
        for name in ("noun_types", "ambiguous_types"):
            content[name] = sorted(content[name])
        content["singular"]["unchanged"] = sorted(content["singular"]["unchanged"])
        content["compounds"] = {last: sorted(first) for last, first in self.compounds.items()}
        encoded = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
        return hashlib.sha256(encoded).hexdigest()[:12]
