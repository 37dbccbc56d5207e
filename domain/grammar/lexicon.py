"""The closed words of one language. The words are data files; this says what shape they have."""

import hashlib
import json
from functools import cached_property

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
    longest_name: int  # words of an entity's name; 1 where adjectives follow the noun
    classes: dict[WordClass, tuple[str, ...]]
    phrases: tuple[str, ...]
    types: dict[str, AttributeType]
    noun_types: frozenset[str]
    ambiguous_types: frozenset[str]
    inferred_types: dict[str, AttributeType]
    singular: Plurals

    @cached_property
    def words(self) -> dict[str, frozenset[WordClass]]:
        """Every closed word, case-folded, with all its classes."""
        found: dict[str, set[WordClass]] = {}
        for word_class, words in self.classes.items():
            for word in words:
                found.setdefault(word, set()).add(word_class)
        for word_class, listed in (
            (WordClass.TYPE, self.types),
            (WordClass.NOUN_TYPE, self.noun_types),
            (WordClass.AMBIGUOUS_TYPE, self.ambiguous_types),
        ):
            for word in listed:
                found.setdefault(word, set()).add(word_class)
        return {word: frozenset(classes) for word, classes in found.items()}

    @cached_property
    def digest(self) -> str:
        """Names this very content: another word in the file is another digest."""
        content = self.model_dump(mode="json")
        for name in ("noun_types", "ambiguous_types"):
            content[name] = sorted(content[name])
        content["singular"]["unchanged"] = sorted(content["singular"]["unchanged"])
        encoded = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
        return hashlib.sha256(encoded).hexdigest()[:12]
