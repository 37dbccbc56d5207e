"""One element of an attribute list: its name, its type, and where the type came from."""

import re
from enum import StrEnum
from typing import NamedTuple

from domain.attributes import Attribute
from domain.errors import InvalidNameError
from domain.grammar.classes import OPEN_IN_NAMES, VERBS, WordClass
from domain.grammar.lexicon import Lexicon
from domain.grammar.tokens import Cursor, ParseStoppedError, Token

LONGEST_NAME_IN_WORDS = 4
LONGEST_QUOTED_NAME = 100
_IDENTIFIER = re.compile(r"[_0-9]|[^\W\d_A-Z][A-Z]")  # issued_on, line2, dueDate
_NEVER_INSIDE = (  # of a name of several words, although a colon follows
    (WordClass.FUNCTION | WordClass.AND | WordClass.OR | WordClass.WITH | WordClass.DETERMINER)
    | (WordClass.REQUIRED | WordClass.OPTIONAL | WordClass.UNIQUE | WordClass.FIELD_WORD)
    | (WordClass.DEFAULT | WordClass.ONE_OF | WordClass.TYPE_OF | WordClass.TO | WordClass.OF)
    | (WordClass.RULE_WORD | WordClass.FOLLOWING)
)
_NO_WORD = WordClass.NUMBER | WordClass.QUOTED | WordClass.SIGN
_WHY_NOT = (
    (WordClass.FEATURE, "is a technology or a feature, not an attribute"),
    (WordClass.ACTION, "is an action, not an attribute"),
    (WordClass.FUNCTION, "has a meaning that the rules do not read"),
    (WordClass.NUMBER, "is a number without a constraint"),
)


class TypeOrigin(StrEnum):
    """How sure the type of an attribute is."""

    STATED = "stated"
    INFERRED = "inferred"  # from the closed table of universal names: age, email, price
    ASSUMED = "assumed"  # nothing was said: string


class Term(NamedTuple):
    """One attribute as it was read.

    `stated`: a type or a constraint was said; `bare`: nothing was, not even the word "field".
    """

    attribute: Attribute
    origin: TypeOrigin
    bare: bool
    stated: bool
    requirement_stated: bool = False
    leads: bool = False  # "optional name and age": perhaps both
    trails: bool = False


def is_word(token: Token | None) -> bool:
    """Whether the token is a word, open or closed."""
    return token is not None and not token.is_a(_NO_WORD)


def nameable(token: Token | None, *, first: bool) -> bool:
    """Whether the token can be part of a name that nothing else marks as one."""
    if token is None or not is_word(token):
        return False
    allowed = OPEN_IN_NAMES if first else OPEN_IN_NAMES | VERBS
    return not token.is_a(~allowed) and not (first and pure_type(token))


def pure_type(token: Token) -> bool:
    """Whether the token can only be a type: string, integer; unlike date or email."""
    return token.is_a(WordClass.TYPE) and not token.is_a(WordClass.NOUN_TYPE)


def why_not(token: Token | None) -> str:
    """Why the token cannot begin a name, for people."""
    if token is None:
        return "the request ended where an attribute was expected"
    return next((why for word, why in _WHY_NOT if token.is_a(word)), "is not expected here")


def read_attribute_name(cursor: Cursor, lexicon: Lexicon) -> str:
    """Step over a name: words that a colon marks, one that a parenthesis does, a quotation, or
    open words.

    Several words become one name: "phone number" is phone_number. A single word stays as written.
    """
    token = cursor.peek()
    if token is not None and token.is_a(WordClass.QUOTED):
        return _quoted_name(cursor)
    if token is not None and token.text[0].isdigit() and token.is_a(WordClass.SIGN):
        raise InvalidNameError(token.text, "a name begins with a letter")
    if token is not None and is_word(token) and (marked := _marked(cursor, token)):
        return _joined([cursor.take("attribute") for _ in range(marked)])
    words: list[Token] = []
    while nameable(cursor.peek(), first=not words) and not (words and cursor.begins_line()):
        if words and _ends_name(cursor, words, lexicon):
            break
        words.append(cursor.take("attribute"))
    if not words:
        raise cursor.stop(why_not(token))
    if len(words) > LONGEST_NAME_IN_WORDS:
        raise ParseStoppedError(words[LONGEST_NAME_IN_WORDS], "the name has too many words")
    _check_words(cursor, words, lexicon)
    return _joined(words)


def _check_words(cursor: Cursor, words: list[Token], lexicon: Lexicon) -> None:
    """ParseStoppedError where several words may be more, or less, than one name."""
    if len(words) == 1:
        return
    for word in (words[0], words[-1]):
        if word.is_a(WordClass.LIST_REMARK):
            raise ParseStoppedError(word, "may say something about the attribute; write name:type")
    if words[0].is_a(WordClass.STRONG_NAME):
        for word in words[1:]:
            if word.is_a(WordClass.STRONG_NAME) and not lexicon.is_compound(
                words[0].text, word.text
            ):
                raise ParseStoppedError(word, "may be an attribute of its own; is a comma missing?")
    if cursor.sees(WordClass.TYPE) and words[-1].is_a(WordClass.TYPE_WORD):
        raise ParseStoppedError(words[-1], "may announce the type; write name:type")


def _ends_name(cursor: Cursor, words: list[Token], lexicon: Lexicon) -> bool:
    """Whether the word here is the type of the name before it, not its last word.

    "year integer", "issued_on date", "serial uuid"; but "birth date" and "home email" are names.
    ParseStoppedError where it may be either: "title text", "kind url".
    """
    if not cursor.sees(WordClass.TYPE) or nameable(cursor.peek(1), first=False):
        return cursor.sees(WordClass.TYPE) and not cursor.sees(WordClass.NOUN_TYPE)
    following = cursor.tokens[cursor.at]
    key = "_".join(word.text for word in (*words, following)).casefold()
    if key in lexicon.inferred_types or lexicon.is_compound(words[-1].text, following.text):
        return False
    if any(_IDENTIFIER.search(word.text) for word in words):
        return True
    if following.is_a(WordClass.EVERYDAY_TYPE):
        raise cursor.stop("may be the type of the attribute or part of its name; write name:type")
    return True


def _marked(cursor: Cursor, token: Token) -> int:
    """How many words from here on a colon, or one a parenthesis, marks as a name; 0 for none."""
    for words in range(1, LONGEST_NAME_IN_WORDS + 1):
        if cursor.sees_sign(":", ahead=words):
            return words
        following = cursor.peek(words)
        if not is_word(following) or cursor.sees(_NEVER_INSIDE, ahead=words):
            break
        if words == 1 and token.is_a(_NEVER_INSIDE):
            break
    return 1 if _has_parenthesis(cursor, token) else 0


def _has_parenthesis(cursor: Cursor, token: Token) -> bool:
    if not cursor.sees_sign("(", ahead=1) or token.is_a(WordClass.FUNCTION):
        return False
    typed = any(cursor.sees(WordClass.TYPE, ahead=ahead) for ahead in (2, 3, 4))
    return typed or not token.is_a(WordClass.FEATURE)


def _quoted_name(cursor: Cursor) -> str:
    name = cursor.take("attribute").value
    if not name or len(name) > LONGEST_QUOTED_NAME:
        raise InvalidNameError(name, f"it needs 1 to {LONGEST_QUOTED_NAME} characters")
    return name


def _joined(words: list[Token]) -> str:
    parts = [part for word in words for part in word.text.split()]
    return parts[0] if len(parts) == 1 else "_".join(parts).casefold()
