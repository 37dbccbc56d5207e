"""Names of entities: plural to singular, words to PascalCase. Conservative: no stemming.

Only the last word of an entity's name is folded. A stemmer merges different entities (customer
and custom, product and production); folding the plural of a noun does not.
"""

import re
from functools import lru_cache

from domain.grammar.lexicon import Lexicon, Plurals

NAMES_REMEMBERED = 4_096
_SHORTEST_STEM = 2
_PARTS = re.compile(r"[\W_]+")
_HUMPS = re.compile(r"(?<=[^\W_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def singular_word(word: str, plurals: Plurals) -> str:
    """The singular of one lower-case word; a word that is none, or not known as one, stays.

    >>> from domain.grammar.lexicon import Plurals
    >>> english = Plurals(irregular={"people": "person"}, unchanged=frozenset({"series"}),
    ...                   endings=(("ss", "ss"), ("ies", "y"), ("s", "")))
    >>> [singular_word(w, english) for w in ("cities", "people", "series", "address", "students")]
    ['city', 'person', 'series', 'address', 'student']
    """
    if word in plurals.irregular:
        return plurals.irregular[word]
    if word in plurals.unchanged:
        return word
    for ending, replacement in plurals.endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: len(word) - len(ending)] + replacement
    return word


@lru_cache(maxsize=NAMES_REMEMBERED)
def words_of(name: str) -> tuple[str, ...]:
    """The words that a name is made of: "film_actor", "FilmActor" and "Film actor" are two.

    >>> words_of("InvoiceLine"), words_of("order details"), words_of("APIKey")
    (('Invoice', 'Line'), ('order', 'details'), ('API', 'Key'))
    """
    parts = (part for part in _PARTS.split(name) if part)
    return tuple(hump for part in parts for hump in _HUMPS.split(part) if hump)


@lru_cache(maxsize=NAMES_REMEMBERED)
def entity_name(name: str, lexicon: Lexicon, *, fold: bool = True) -> str:
    """PascalCase, the last word in the singular: "university students" -> "UniversityStudent"."""
    words = words_of(name)
    if fold and words:
        words = (*words[:-1], _fold(words[-1], lexicon.singular))
    return "".join(word[:1].upper() + word[1:] for word in words)


def is_plural(name: str, lexicon: Lexicon) -> bool:
    """Whether folding changes the name."""
    return entity_name(name, lexicon) != entity_name(name, lexicon, fold=False)


@lru_cache(maxsize=NAMES_REMEMBERED)
def attribute_key(name: str) -> str:
    """The form by which names of attributes are compared: "First Name" -> "first_name"."""
    return "_".join(words_of(name)).casefold()


def _fold(word: str, plurals: Plurals) -> str:
    if len(word) > 1 and word.isupper():
        return word  # an acronym: SKUS may be one
    lower = word.casefold()
    singular = singular_word(lower, plurals)
    if singular == lower:
        return word
    return singular[:1].upper() + singular[1:] if word[:1].isupper() else singular
