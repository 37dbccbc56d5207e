"""Lists of attributes: "name, phone number (optional text) and age:int"."""

from domain.errors import InvalidSpecError
from domain.grammar.classes import WordClass
from domain.grammar.constraints import read_constraint, read_parenthesis
from domain.grammar.draft import Draft
from domain.grammar.lexicon import Lexicon
from domain.grammar.nouns import attribute_key
from domain.grammar.settle import settle
from domain.grammar.terms import Term, pure_type, read_attribute_name
from domain.grammar.tokens import Cursor, ParseStoppedError
from domain.grammar.types import read_type

_C = WordClass
_FLAGS = _C.REQUIRED | _C.OPTIONAL | _C.UNIQUE
MOST_ELEMENTS = 500


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
    if cursor.skip("field", _C.FIELD_WORD):
        draft.marked = True
    following = cursor.peek()
    if cursor.skip_sign("colon", ":") or (following is not None and pure_type(following)):
        read_type(cursor, draft, lexicon)
    while True:
        if cursor.sees_sign("("):
            read_parenthesis(cursor, draft, lexicon)
        elif not read_constraint(cursor, draft, lexicon):
            return
