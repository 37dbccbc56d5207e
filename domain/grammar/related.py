"""Names in a list of attributes that may be entities of their own: that is not sure.

"a hospital system with patients and doctors" lists two entities; "a student with name and notes"
lists two attributes. A type or a constraint makes any name an attribute.
"""

from collections.abc import Sequence

from domain.grammar.classes import WordClass
from domain.grammar.lexicon import Lexicon
from domain.grammar.nouns import entity_name
from domain.grammar.terms import Term, TypeOrigin
from domain.grammar.tokens import ParseStoppedError, Token

_MANY = "may be rows of another entity, not attributes; say a type if it is an attribute"


def check_attributes(
    tokens: Sequence[Token], terms: Sequence[Term], lexicon: Lexicon, *, of_product: bool
) -> None:
    """ParseStoppedError where a bare name may be an entity. `of_product`: "a school app with …".

    `tokens` are those of the list.
    """
    plural = [term.bare and _is_plural_word(term.attribute.name, lexicon) for term in terms]
    nouns = [
        term.bare and (many or of_product) and _names_entity(term.attribute.name, lexicon, many)
        for term, many in zip(terms, plural, strict=True)
    ]
    listed = "common_name" in lexicon.classes
    if listed and of_product and all(_may_be_feature(term, lexicon) for term in terms):
        raise ParseStoppedError(tokens[0], "may be what the product is made with, or can do")
    unsure = [True] * len(terms) if all(plural) else nouns
    if any(unsure):
        name = terms[unsure.index(True)].attribute.name
        raise ParseStoppedError(next(t for t in tokens if t.value == name), _MANY)


def _may_be_feature(term: Term, lexicon: Lexicon) -> bool:
    """ "a blog app with stripe": a word about which nothing is known or said."""
    name = term.attribute.name
    plain = term.bare and term.origin is TypeOrigin.ASSUMED and name.isalpha() and name.islower()
    common = WordClass.COMMON_NAME | WordClass.STRONG_NAME
    return plain and lexicon.words.get(name, 0) & common == 0


def _is_plural_word(name: str, lexicon: Lexicon) -> bool:
    """Only plain lower-case words: UnitsInStock and special_features are names of columns."""
    plain = entity_name(name, lexicon, fold=False)
    return name.isalpha() and name.islower() and entity_name(name, lexicon) != plain


def _names_entity(name: str, lexicon: Lexicon, many: bool) -> bool:  # noqa: FBT001 - one caller
    noun = entity_name(name, lexicon)
    if lexicon.has(WordClass.ENTITY_NOUN, noun):
        return True
    return many and lexicon.has(WordClass.COLLECTION_NOUN, noun)
