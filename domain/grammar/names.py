"""Names of entities in a request: which words belong to them, and which only surround them."""

import re
from collections.abc import Sequence

from domain.grammar.classes import WordClass
from domain.grammar.lexicon import Lexicon
from domain.grammar.nouns import entity_name, is_plural
from domain.grammar.terms import nameable
from domain.grammar.tokens import Cursor, ParseStoppedError, Token
from domain.known_entities import KnownEntities

_C = WordClass
_ADJECTIVES = ("ed", "less", "ful", "ous", "able", "ible", "ive")
_SHORTEST_ADJECTIVE = 6
_NUMBERED = re.compile(r"-\d")
_NOUNS = _C.ENTITY_NOUN | _C.COLLECTION_NOUN
_SURROUNDINGS = _C.PRODUCT | _C.ENTITY_WORD | _C.SCOPE


def read_words(cursor: Cursor) -> list[Token]:
    """The run of words that may be part of a name, perhaps none."""
    words: list[Token] = []
    while cursor.sees(_C.QUOTED | _C.COUNTABLE | _C.SCOPE) or nameable(
        cursor.peek(), first=not words
    ):
        if words and cursor.begins_line():
            raise cursor.stop("stands on another line than the name before it")
        words.append(cursor.take("entity"))
    return words


def skip_new(cursor: Cursor) -> Token | None:
    """Step over "new" before a name, where it says nothing; the token, if it was there."""
    named = nameable(cursor.peek(1), first=True) or cursor.sees(_C.FIELD_WORD, ahead=1)
    return cursor.take("article") if cursor.sees(_C.NEW) and named else None


def strip_surroundings(
    cursor: Cursor, words: list[Token], lexicon: Lexicon
) -> tuple[list[Token], list[Token]]:
    """(name, the boiler-plate after it): "student management system" is student and two words."""
    size = len(words)
    while size and words[size - 1].is_a(_SURROUNDINGS):
        size -= 1
    _check_last(words[:size])
    if 0 < size < len(words) and lexicon.is_compound(words[size - 1].text, words[size].text):
        raise ParseStoppedError(words[size], "may belong to the name or not; quote the name")
    first = cursor.at - len(words)
    for index in range(first + size, cursor.at):
        cursor.roles[index] = "boiler-plate"
    return words[:size], words[size:]


def read_plain_name(
    cursor: Cursor, lexicon: Lexicon, known: KnownEntities, *, rows: bool
) -> tuple[list[Token], bool]:
    """(the words of a name, whether "entity" or "table" marks it) in delete, show, add … to.

    Several words with an adjective among them are some rows of an entity: that is refused. Where
    `rows` can be meant, so are words that may be one.
    """
    before = cursor.sees(_C.ENTITY_PREFIX) and nameable(cursor.peek(1), first=True)
    if before and not cursor.sees(_C.ENTITY_WORD, ahead=1):
        cursor.take("boiler-plate")
    else:
        before = False
    words = read_words(cursor)
    _check_last(words)
    marked = bool(words) and words[-1].is_a(_C.ENTITY_WORD)
    if marked:
        if len(words) > 1 and lexicon.is_compound(words[-2].text, words[-1].text):
            raise ParseStoppedError(words[-1], "may belong to the name or not; quote the name")
        cursor.roles[cursor.at - 1] = "boiler-plate"
        words = words[:-1]
    if not (marked or before or known.knows(name_text(words))):
        _check_adjectives(words, lexicon)
        if rows and len(words) > 1 and words[0].text.islower():
            _check_nouns(words, lexicon)
    check_name(cursor, words, lexicon)
    return words, marked or before


def check_name(cursor: Cursor, words: Sequence[Token], lexicon: Lexicon) -> None:
    """ParseStoppedError unless the words can be one entity's name."""
    if not words:
        raise cursor.stop("expected the name of an entity")
    if len(words) > lexicon.longest_name:
        raise ParseStoppedError(words[lexicon.longest_name], "the name has too many words")
    if len(words) == 1 and words[0].is_a(_SURROUNDINGS):
        raise ParseStoppedError(words[0], "names the product, not an entity")
    if len(words) > 1 and words[0].is_a(_C.ENTITY_WORD):
        raise ParseStoppedError(words[0], "may belong to the name or not; quote the name")
    if len(words) > 1 and any(word.is_a(_C.QUOTED) for word in words):
        raise ParseStoppedError(words[0], "is no name beside a quotation")
    if any(" " in word.text and not word.is_a(_C.QUOTED) for word in words):
        raise ParseStoppedError(words[0], "names an attribute, not an entity")  # "date of birth"
    if any(_NUMBERED.search(word.text) for word in words):
        raise ParseStoppedError(words[0], "may be one row")  # "order-3"
    if len(words) > 1 and words[0].text.islower() and words[-1].text.istitle():
        raise ParseStoppedError(words[-1], "may be one row")  # "patient John"
    if not entity_name(name_text(words), lexicon)[:1].isalpha():
        raise ParseStoppedError(words[0], "is no name: a name begins with a letter")


def _check_adjectives(words: Sequence[Token], lexicon: Lexicon) -> None:
    """ParseStoppedError where the words may say which rows: "stolen cars", "patient John"."""
    for word in words[:-1]:
        if word.is_a(_C.ADJECTIVE) or _describes(word):
            raise ParseStoppedError(word, "may say which rows are meant")
        if is_plural(word.value, lexicon) and word.text.islower():
            raise ParseStoppedError(word, "may be the entity, and what follows say which rows")
    if len(words) == 1 and words[0].is_a(_C.ADJECTIVE) and words[0].text.islower():
        raise ParseStoppedError(words[0], "may say which rows are meant, of what is not said")
    if len(words) > 1 and words[-1].is_a(_C.PRODUCT):
        raise ParseStoppedError(words[-1], "may belong to the name or not; quote the name")


def _check_nouns(words: Sequence[Token], lexicon: Lexicon) -> None:
    """ "order details" is a name; "stolen cars", "patient smith" and "user age" may be none."""
    nouns = all(word.is_a(_NOUNS) for word in words[:-1])
    if not nouns or not (words[-1].is_a(_NOUNS) or is_plural(words[-1].value, lexicon)):
        raise ParseStoppedError(words[0], "may be a name of several words, or some rows")


def _check_last(words: Sequence[Token]) -> None:
    """ "vehicle model" may be a model of vehicles or an entity of its own."""
    if len(words) > 1 and words[-1].is_a(_C.UNSURE_ENTITY_WORD):
        raise ParseStoppedError(words[-1], "may belong to the name or not; quote the name")


def entity_of(words: Sequence[Token], lexicon: Lexicon) -> str:
    """The entity's name; a quoted one is as it was written."""
    quoted = any(word.is_a(_C.QUOTED) for word in words)
    return entity_name(name_text(words), lexicon, fold=not quoted)


def name_text(words: Sequence[Token]) -> str:
    """The words of the name as they were written."""
    return " ".join(word.value for word in words)


def _describes(word: Token) -> bool:
    """Whether the word looks like an adjective or a participle: "archived", "harmless"."""
    text = word.text
    return text.islower() and len(text) >= _SHORTEST_ADJECTIVE and text.endswith(_ADJECTIVES)
