"""The values of an enum: "one of a, b", "draft, sent or paid", "a | b"."""

from domain.grammar.classes import WordClass
from domain.grammar.draft import Draft
from domain.grammar.terms import is_word, pure_type
from domain.grammar.tokens import Cursor, Token

_C = WordClass
_CLOSED_IN_VALUES = (
    (_C.REQUIRED | _C.OPTIONAL | _C.UNIQUE | _C.MAX | _C.MIN | _C.BETWEEN | _C.DEFAULT)
    | (_C.ABOVE | _C.BELOW | _C.POSITIVE | _C.NOT_NEGATIVE)
    | (_C.TYPE_OF | _C.ONE_OF | _C.LIST_OF | _C.PRIMARY_KEY | _C.AND | _C.OR | _C.FUNCTION)
)
_FEWEST_VALUES = 2


def read_values(cursor: Cursor, draft: Draft, *, inside: bool = False) -> bool:
    """The values of an enum: after "one of", or a list whose last comma is "or" or whose are |.

    `inside` parentheses a word of the language may be a value too: (male, female or other).
    """
    announced = 1 if cursor.sees(_C.ONE_OF) else 0
    if announced and cursor.sees_sign(":", ahead=announced):
        announced += 1
    indices, alternative = _value_indices(cursor, announced, inside=inside)
    if not (alternative or announced) or len(indices) < _FEWEST_VALUES:
        return False
    first = cursor.peek(indices[0])
    if not announced and first is not None and first.is_a(_C.TYPE):
        raise cursor.stop("may be a type or a value; quote the values")
    if draft.values:
        raise cursor.stop("the values were given twice")
    tokens = [cursor.tokens[cursor.at + index] for index in indices]
    if all(token.is_a(_C.TRUE | _C.FALSE) for token in tokens):
        raise cursor.stop("may be a boolean or an enum; say which")
    values = tuple(token.value for token in tokens)
    if len(set(values)) < len(values):
        raise cursor.stop("a value is given twice")
    for index in range(indices[-1] + 1):
        cursor.take("value" if index in indices else "separator")
    draft.values = values
    return True


def _value_indices(cursor: Cursor, at: int, *, inside: bool) -> tuple[list[int], bool]:
    """Where the values stand from `at` on, and whether "or" or | stood between them."""
    indices: list[int] = []
    alternative = False
    while is_value(cursor.peek(at), inside=inside):
        indices.append(at)
        at += 1
        if cursor.sees(_C.OR, ahead=at) or cursor.sees_sign("|", ahead=at):
            alternative = True
            at += 1
        elif cursor.sees_sign(",", ahead=at) and not alternative:
            at += 1
            if cursor.sees(_C.OR, ahead=at):
                alternative = True
                at += 1
        else:
            break
    return indices, alternative


def is_value(token: Token | None, *, inside: bool = False) -> bool:
    """Whether the token can be a value without further words: a quotation or an open word."""
    if token is None:
        return False
    if token.is_a(_C.QUOTED):
        return bool(token.value)
    closed = _CLOSED_IN_VALUES & ~_C.FUNCTION if inside else _CLOSED_IN_VALUES
    return is_word(token) and not pure_type(token) and not token.is_a(closed)
