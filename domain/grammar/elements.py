"""Lists of attributes: "name, phone number (optional text) and age:int"."""

from collections.abc import Sequence

from domain.errors import InvalidSpecError
from domain.grammar.classes import WordClass
from domain.grammar.constraints import read_constraint, read_parenthesis
from domain.grammar.draft import Draft
from domain.grammar.lexicon import Lexicon
from domain.grammar.nouns import attribute_key
from domain.grammar.settle import settle
from domain.grammar.terms import Term, read_attribute_name
from domain.grammar.tokens import Cursor, ParseStoppedError, Token
from domain.grammar.types import read_type
from domain.grammar.values import read_values

_C = WordClass
_REQUIREMENTS = _C.REQUIRED | _C.OPTIONAL
_FLAGS = _REQUIREMENTS | _C.UNIQUE
_TYPES = _C.TYPE | _C.AMBIGUOUS_TYPE | _C.LIST_OF | _C.WORD
_LINE_BREAK = "\n"
_STRUCTURE = _C.SIGN | _C.AND
MOST_ELEMENTS = 500
ELEMENTS_REMEMBERED = 4_096

# (digest of the lexicon, required, words …) -> the attribute and the roles of its words
_read: dict[tuple[str, ...], tuple[Term, tuple[str, ...]]] = {}


def read_elements(cursor: Cursor, lexicon: Lexicon, *, required: bool) -> tuple[Term, ...]:
    """One attribute or more, separated by commas or "and"; InvalidSpecError for one given twice."""
    start = cursor.at
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
    _check_flags(cursor.tokens[start], terms)
    return tuple(terms)


def _read_separator(cursor: Cursor) -> bool:
    if cursor.sees(_C.POLITE, ahead=1):
        return False  # "…, please"
    comma = cursor.skip_sign("separator", ",;")
    conjunction = cursor.skip("separator", _C.AND)
    return comma or conjunction


def _check_flags(start: Token, terms: Sequence[Term]) -> None:
    """ "name and age optional", "optional name and age": one of them, or both?"""
    first, last = terms[0], terms[-1]
    others_bare = all(term.bare for term in terms[1:]), all(term.bare for term in terms[:-1])
    if len(terms) > 1 and ((first.leads and others_bare[0]) or (last.trails and others_bare[1])):
        raise ParseStoppedError(start, "may be required or optional alone, or with the others")


def _read_element(cursor: Cursor, lexicon: Lexicon, *, required: bool) -> Term:
    """One attribute: read once for each way of saying it, which people and kernels repeat.

    An element is closed: what it means depends on its own words only, as long as a separator or
    the end of the request follows. So it may be looked up by its words up to there.
    """
    start, words = cursor.at, _words_to_separator(cursor)
    said = (lexicon.digest, str(required), *words)
    known = _read.get(said) if words else None
    if known is not None:
        term, roles = known
        cursor.step(roles)
        return term
    term = _read_new(cursor, lexicon, required=required)
    if cursor.at - start == len(words) - words.count(_LINE_BREAK):
        if len(_read) >= ELEMENTS_REMEMBERED:
            _read.clear()
        _read[said] = term, tuple(cursor.roles[start:])
    return term


def _words_to_separator(cursor: Cursor) -> list[str]:
    """The words up to the next separator outside of parentheses, or to the end.

    None where "and" may join two constraints: what follows it decides.
    """
    words: list[str] = []
    depth, lines = 0, _LINE_BREAK in cursor.text
    for index in range(cursor.at, len(cursor.tokens)):
        text, _, _, classes = cursor.tokens[index]
        if classes & _STRUCTURE:
            if not depth and text in ",;":
                break
            if not depth and classes & _C.AND:
                if cursor.sees(_FLAGS, ahead=index + 1 - cursor.at):
                    return []
                break
            depth += (text in "([") - (text in ")]")
        if lines and index > cursor.at and cursor.begins_line(index - cursor.at):
            words.append(_LINE_BREAK)
        words.append(text)
    return words


def _read_new(cursor: Cursor, lexicon: Lexicon, *, required: bool) -> Term:
    if not cursor.sees_sign(":", ahead=1):  # "a:int" is an attribute named a
        cursor.skip("article", _C.DETERMINER)
    draft = Draft(name="")
    while cursor.sees(_FLAGS) and not cursor.sees_sign(":(", ahead=1):
        draft.leads |= cursor.sees(_REQUIREMENTS)
        read_constraint(cursor, draft, lexicon)
        if cursor.sees(_C.AND) and cursor.sees(_FLAGS, ahead=1):
            cursor.take("separator")  # "unique and required email"
    at = cursor.peek()
    draft.name = read_attribute_name(cursor, lexicon)
    if at is None or not attribute_key(draft.name):
        raise ParseStoppedError(at, "is no name")
    _read_statements(cursor, draft, lexicon)
    return settle(draft, at, lexicon, required=required)


def _read_statements(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    """What follows a name: field, :type, type, (constraints), constraints."""
    if cursor.sees(_C.FIELD_WORD):
        if cursor.tokens[cursor.at - 1].is_a(_C.NEW):
            raise cursor.stop("has no name before it")  # "a new column"
        cursor.take("field")
        draft.marked = True
    _read_typing(cursor, draft, lexicon)
    while True:
        draft.trails = cursor.sees(_REQUIREMENTS)
        if cursor.sees_sign("("):
            read_parenthesis(cursor, draft, lexicon)
        elif draft.stated and draft.type is None and cursor.sees(_C.TYPE):
            read_type(cursor, draft, lexicon)  # "age optional integer"
        elif _joins_flag(cursor):
            cursor.take("separator")
        elif not read_constraint(cursor, draft, lexicon):
            draft.trails = cursor.tokens[cursor.at - 1].is_a(_REQUIREMENTS)
            return


def _read_typing(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    """ ": string", ": optional string", ": draft, sent or paid", or the type alone."""
    if cursor.skip_sign("colon", ":"):
        while cursor.sees(_FLAGS):
            read_constraint(cursor, draft, lexicon)
        flags_only = draft.stated and not cursor.sees(_TYPES)
        if not flags_only and not read_values(cursor, draft):
            read_type(cursor, draft, lexicon)
    elif cursor.sees(_C.TYPE):  # the name has ended before it, so it is no part of it
        read_type(cursor, draft, lexicon)


def _joins_flag(cursor: Cursor) -> bool:
    """ "required and unique" before a separator or the end; "and unique code" is another one."""
    if not (cursor.tokens[cursor.at - 1].is_a(_FLAGS) and cursor.sees(_C.AND)):
        return False
    ends = cursor.sees_end(2) or cursor.sees_sign(",", ahead=2)
    return cursor.sees(_FLAGS, ahead=1) and (ends or cursor.sees(_C.TO | _C.AND, ahead=2))
