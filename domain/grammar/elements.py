"""Lists of attributes: "name, phone number (optional text) and age:int"."""

from domain.errors import InvalidSpecError
from domain.grammar.classes import WordClass
from domain.grammar.constraints import read_constraint, read_parenthesis
from domain.grammar.draft import Draft
from domain.grammar.lexicon import Lexicon
from domain.grammar.nouns import attribute_key
from domain.grammar.settle import settle
from domain.grammar.terms import Term, read_attribute_name
from domain.grammar.tokens import Cursor, ParseStoppedError
from domain.grammar.types import read_type
from domain.grammar.values import read_values

_C = WordClass
_FLAGS = _C.REQUIRED | _C.OPTIONAL | _C.UNIQUE
MOST_ELEMENTS = 500
ELEMENTS_REMEMBERED = 4_096

# (digest of the lexicon, required, words …) -> the attribute and the roles of its words
_read: dict[tuple[str, ...], tuple[Term, tuple[str, ...]]] = {}


def read_elements(cursor: Cursor, lexicon: Lexicon, *, required: bool) -> tuple[Term, ...]:
    """One attribute or more, separated by commas or "and"; InvalidSpecError for one given twice."""
    terms = [_read_element(cursor, lexicon, required=required)]
    while _read_separator(cursor):
        terms.append(_read_element(cursor, lexicon, required=required))
        if len(terms) > MOST_ELEMENTS:
            raise cursor.stop(f"more than {MOST_ELEMENTS} attributes")
    seen: set[str] = set()
    for term in terms:
        key = attribute_key(term.attribute.name)
        if key in seen:
            if cursor.sees(_C.MODAL):
                raise cursor.stop("may begin a rule; put a full stop before its sentence")
            raise InvalidSpecError(f"the attribute {term.attribute.name!r} is given twice")
        seen.add(key)
    return tuple(terms)


def _read_separator(cursor: Cursor) -> bool:
    if cursor.sees(_C.POLITE, ahead=1):
        return False  # "…, please"
    comma = cursor.skip_sign("separator", ",;")
    conjunction = cursor.skip("separator", _C.AND)
    return comma or conjunction


def _read_element(cursor: Cursor, lexicon: Lexicon, *, required: bool) -> Term:
    """One attribute: read once for each way of saying it, which people and kernels repeat.

    An element is closed: what it means depends on its own words only, as long as a separator or
    the end of the request follows. So it may be looked up by its words up to there.
    """
    start = cursor.at
    said = (lexicon.digest, str(required), *_words_to_separator(cursor))
    known = _read.get(said)
    if known is not None:
        term, roles = known
        cursor.step(roles)
        return term
    term = _read_new(cursor, lexicon, required=required)
    if cursor.at - start == len(said) - 2:
        if len(_read) >= ELEMENTS_REMEMBERED:
            _read.clear()
        _read[said] = term, tuple(cursor.roles[start:])
    return term


def _words_to_separator(cursor: Cursor) -> list[str]:
    """The words up to the next separator outside of parentheses, or to the end."""
    words: list[str] = []
    depth = 0
    for token in cursor.tokens[cursor.at :]:
        text = token.text
        if text in ",;" and not depth:
            break
        if token.is_a(_C.AND) and not depth:
            break
        depth += (text in "([") - (text in ")]")
        words.append(text)
    return words


def _read_new(cursor: Cursor, lexicon: Lexicon, *, required: bool) -> Term:
    if not cursor.sees_sign(":", ahead=1):  # "a:int" is an attribute named a
        cursor.skip("article", _C.DETERMINER)
    draft = Draft(name="")
    while cursor.sees(_FLAGS) and not cursor.sees_sign(":(", ahead=1):
        read_constraint(cursor, draft, lexicon)
    at = cursor.peek()
    draft.name = read_attribute_name(cursor)
    if at is None or not attribute_key(draft.name):
        raise ParseStoppedError(at, "is no name")
    _read_statements(cursor, draft, lexicon)
    return settle(draft, at, lexicon, required=required)


def _read_statements(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    """What follows a name: field, :type, type, (constraints), constraints."""
    if cursor.sees(_C.FIELD_WORD):
        if cursor.tokens[cursor.at - 1].is_a(_C.ADJECTIVE):
            raise cursor.stop("has no name before it")  # "a new column"
        cursor.take("field")
        draft.marked = True
    if cursor.skip_sign("colon", ":"):
        if not read_values(cursor, draft):
            read_type(cursor, draft, lexicon)
    elif cursor.sees(_C.TYPE):  # the name has ended before it, so it is no part of it
        read_type(cursor, draft, lexicon)
    while True:
        if cursor.sees_sign("("):
            read_parenthesis(cursor, draft, lexicon)
        elif not read_constraint(cursor, draft, lexicon):
            return
