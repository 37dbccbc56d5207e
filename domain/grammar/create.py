"""Create: "a system to manage students with name and age", "students table with name"."""

from domain.grammar.classes import WordClass
from domain.grammar.elements import read_elements
from domain.grammar.lexicon import Lexicon
from domain.grammar.names import (
    check_name,
    entity_of,
    name_text,
    read_words,
    skip_new,
    strip_surroundings,
)
from domain.grammar.nouns import is_plural
from domain.grammar.parse import Parse
from domain.grammar.related import check_attributes
from domain.grammar.rule_text import read_rules
from domain.grammar.tokens import Cursor, ParseStoppedError, Token
from domain.recognition import Intent

_C = WordClass
_MOST_QUALIFIERS = 2


def read_create(cursor: Cursor, lexicon: Lexicon, *, verb: bool) -> Parse:
    """`verb`: whether a verb came before; a bare noun phrase must name a product (system, app)."""
    words, around, qualifiers = _read_subject(cursor, lexicon)
    managed = "connector" in cursor.roles
    if not verb and not any(word.is_a(_C.PRODUCT) for word in around):
        raise ParseStoppedError(words[0], "is not expected without a verb")
    scope = [w.text.casefold() for w in around if w.is_a(_C.SCOPE)]
    enclosed = cursor.skip_sign("parenthesis", "(")  # "student (name, age)"
    if not enclosed:
        cursor.expect("connector", "'with' and a list of attributes", _C.WITH)
        _read_introduction(cursor)
    start = cursor.at
    terms = read_elements(cursor, lexicon, required=True)
    if enclosed and not cursor.skip_sign("parenthesis", ")"):
        raise cursor.stop("expected )")
    entity = entity_of(words, lexicon)
    rules = read_rules(cursor, terms, entity)
    product = any(word.is_a(_C.PRODUCT) for word in around)
    check_attributes(cursor.tokens[start:], terms, lexicon, of_product=product and not managed)
    return Parse(
        form="create",
        language=lexicon.language,
        intent=Intent.CREATE,
        entity=entity,
        terms=terms,
        qualifiers=(*qualifiers, *scope),
        business_rules=rules,
    )


def _read_subject(
    cursor: Cursor, lexicon: Lexicon
) -> tuple[list[Token], list[Token], tuple[str, ...]]:
    """(the entity's name, the boiler-plate around it, words that qualify the product)."""
    cursor.skip("article", _C.DETERMINER)
    skip_new(cursor)
    words = read_words(cursor)
    before: list[Token] = []
    qualifiers: list[Token] = []
    if cursor.sees(_C.MANAGE):
        qualifiers, before = strip_surroundings(cursor, words, lexicon)
        qualifiers = _product(cursor, qualifiers, before)
        connector = cursor.take("connector")
        cursor.skip("article", _C.DETERMINER)
        words = read_words(cursor)
        if connector.is_a(_C.COMPOUND_OF):
            _check_compound(before[0], words, lexicon)
        if len(words) > 1 and words[0].text.endswith("ing"):
            raise ParseStoppedError(words[0], "may be what the system does")
    if len(words) > 1 and words[0].is_a(_C.ENTITY_PREFIX):
        cursor.roles[cursor.at - len(words)] = "boiler-plate"
        words = words[1:]
    name, after = strip_surroundings(cursor, words, lexicon)
    check_name(cursor, name, lexicon)
    return name, [*before, *after], tuple(word.text.casefold() for word in qualifiers)


def _check_compound(product: Token, words: list[Token], lexicon: Lexicon) -> None:
    """ "sistema de alunos", "tabela de produtos"; but "aplicação de vacina" is one noun."""
    of_many = product.is_a(_C.ENTITY_WORD) and is_plural(name_text(words), lexicon)
    if not (product.is_a(_C.PRODUCT_OF) or of_many):
        raise ParseStoppedError(product, "may belong to the name or not; quote the name")


def _product(cursor: Cursor, qualifiers: list[Token], product: list[Token]) -> list[Token]:
    """The words before "system for …": they must qualify a product, and be no entity themselves."""
    if not product and qualifiers and qualifiers[0].is_a(_C.PRODUCT | _C.ENTITY_WORD):
        product.append(qualifiers.pop(0))  # the noun comes first: "sistema acadêmico para"
    if not product:
        raise cursor.stop("expected a product before it: a system, an app")
    for word in qualifiers:
        if word.is_a(_C.ENTITY_NOUN | _C.QUOTED):
            raise ParseStoppedError(word, "may be an entity of its own")
    if len(qualifiers) > _MOST_QUALIFIERS:
        raise ParseStoppedError(qualifiers[_MOST_QUALIFIERS], "too many words before the product")
    first = cursor.at - len(product) - len(qualifiers)
    for index in range(first, first + len(qualifiers)):
        cursor.roles[index] = "qualifier"
    return qualifiers


def _read_introduction(cursor: Cursor) -> None:
    """ "the following fields:", "fields", ":" between "with" and the first attribute."""
    if cursor.sees(_C.DETERMINER) and cursor.sees(_C.FOLLOWING | _C.FIELD_WORD, ahead=1):
        cursor.take("article")
    if cursor.skip("introduction", _C.FOLLOWING):
        cursor.expect("introduction", "fields", _C.FIELD_WORD)
    elif cursor.sees(_C.FIELD_WORD) and not cursor.sees_sign("(", ahead=1):
        cursor.take("introduction")
    cursor.skip_sign("introduction", ":")
