"""Types of attributes: int, list of strings, varchar(20), decimal(10, 2)."""

from domain.attributes import AttributeType
from domain.errors import InvalidSpecError
from domain.grammar.classes import WordClass
from domain.grammar.draft import Draft
from domain.grammar.lexicon import Lexicon
from domain.grammar.terms import is_word
from domain.grammar.tokens import Cursor

_C = WordClass


def read_type(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    """The type after a colon; InvalidSpecError for a word that is no type of ours."""
    if cursor.sees(_C.LIST_OF):
        cursor.take("list")
        _set_type(cursor, draft, AttributeType.LIST)
        draft.item_type = _one_type(cursor, draft, lexicon)
        return
    if cursor.sees(_C.PLURAL_TYPE):
        raise cursor.stop("may be the type of several attributes, or of a list")
    kind = _one_type(cursor, draft, lexicon)
    _set_type(cursor, draft, kind)
    if kind is AttributeType.LIST and cursor.skip_sign("bracket", "["):
        draft.item_type = _one_type(cursor, draft, lexicon)
        if not cursor.skip_sign("bracket", "]"):
            raise cursor.stop("expected ]")
    _read_size(cursor, draft)


def _read_size(cursor: Cursor, draft: Draft) -> None:
    """(20) or (10, 2) right after the type; any other parenthesis is left alone."""
    if not (cursor.sees_sign("(") and cursor.sees(_C.NUMBER, ahead=1)):
        return
    two = cursor.sees_sign(",", ahead=2) and cursor.sees(_C.NUMBER, ahead=3)
    if not cursor.sees_sign(")", ahead=4 if two else 2):
        return
    cursor.take("parenthesis")
    sized = [cursor.take("size").text]
    if two:
        cursor.take("separator")
        sized.append(cursor.take("size").text)
    cursor.take("parenthesis")
    draft.sized = tuple(sized)


def _one_type(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> AttributeType:
    token = cursor.peek()
    if token is not None and token.is_a(_C.AMBIGUOUS_TYPE):
        raise cursor.stop("may be one of several types; say which")
    if token is not None and token.is_a(_C.TYPE):
        return lexicon.types[cursor.take("type").text.casefold()]
    if token is None or not is_word(token):
        raise cursor.stop("expected a type")
    known = ", ".join(sorted(AttributeType))
    raise InvalidSpecError(
        f"unknown type {token.text!r} of attribute {draft.name!r}", hint=f"known types: {known}"
    )


def _set_type(cursor: Cursor, draft: Draft, kind: AttributeType) -> None:
    if draft.type is not None:
        raise cursor.stop("the type was given twice")
    draft.type = kind
    draft.stated = True
