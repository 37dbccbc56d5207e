"""Constraints in words: "(unique string, max 20)", "between 0 and 4", "default draft"."""

from domain.grammar.classes import WordClass
from domain.grammar.draft import Draft
from domain.grammar.lexicon import Lexicon
from domain.grammar.tokens import Cursor, Token
from domain.grammar.types import read_type
from domain.grammar.values import is_value, read_values

_C = WordClass


def read_constraint(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> bool:
    """Step over one constraint if there is one here: a flag, a bound, a default, "of type"."""
    token = cursor.peek()
    if token is None or not token.is_a(_ANY):
        return _read_unnamed(cursor, draft)
    step = next(step for word, step in CONSTRAINTS.items() if token.is_a(word))
    draft.stated = True
    step(cursor, draft, lexicon)
    return True


def _read_unnamed(cursor: Cursor, draft: Draft) -> bool:
    """ "from 0 to 10"; "with default 0", where the constraint is the second word."""
    if cursor.sees(_C.WITH) and cursor.sees(_C.DEFAULT, ahead=1):
        cursor.take("connector")
        draft.stated = True
        _default(cursor, draft)
        return True
    announced = cursor.sees(_C.FROM)
    if cursor.sees(_C.NUMBER, ahead=announced) and cursor.sees(_C.TO, ahead=announced + 1):
        cursor.skip("constraint", _C.FROM)
        draft.stated = True
        _read_range(cursor, draft, _C.TO, "to")
        return True
    return False


def read_parenthesis(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    """Everything between ( and ): flags, one type, bounds, values, a default."""
    cursor.take("parenthesis")
    draft.stated = True
    while True:
        _read_item(cursor, draft, lexicon)
        while cursor.skip_sign("separator", ",;") or cursor.skip("separator", _C.AND):
            _read_item(cursor, draft, lexicon)
        if cursor.skip_sign("parenthesis", ")"):
            return


def _read_item(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    if read_values(cursor, draft, inside=True) or read_constraint(cursor, draft, lexicon):
        return
    if cursor.sees(_C.TYPE | _C.AMBIGUOUS_TYPE | _C.LIST_OF):
        read_type(cursor, draft, lexicon)
    else:
        raise cursor.stop("is no constraint that the rules read")


def _number(cursor: Cursor) -> str:
    return cursor.expect("number", "a number", _C.NUMBER).text


def _flag_required(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    if draft.required is not None:
        raise cursor.stop("required or optional was said already")
    draft.required = cursor.take("constraint").is_a(_C.REQUIRED)


def _flag_unique(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    cursor.take("constraint")
    draft.unique = True


def _flag_primary_key(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    cursor.take("constraint")
    draft.primary_key = True


def _unit(cursor: Cursor, draft: Draft, bound: Token | None = None) -> None:
    said = cursor.skip("unit", _C.LENGTH_UNIT)
    draft.is_length |= said or (bound is not None and bound.is_a(_C.LENGTH_UNIT))


def _maximum(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    if draft.high is not None:
        raise cursor.stop("the maximum was given twice")
    bound = cursor.take("constraint")
    cursor.skip_sign("separator", ":=")
    draft.high = _number(cursor)
    draft.below = bound.is_a(_C.BELOW)
    _unit(cursor, draft, bound)


def _minimum(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    if draft.low is not None:
        raise cursor.stop("the minimum was given twice")
    bound = cursor.take("constraint")
    cursor.skip_sign("separator", ":=")
    draft.low = _number(cursor)
    draft.above = bound.is_a(_C.ABOVE)
    _unit(cursor, draft, bound)


def _sign_of_number(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    if draft.low is not None:
        raise cursor.stop("the minimum was given twice")
    draft.low = "0"
    draft.above = cursor.take("constraint").is_a(_C.POSITIVE)


def _between(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    cursor.take("constraint")
    _read_range(cursor, draft, _C.AND, "and")


def _read_range(cursor: Cursor, draft: Draft, connector: int, what: str) -> None:
    if draft.low is not None or draft.high is not None:
        raise cursor.stop("the bounds were given twice")
    draft.low = _number(cursor)
    cursor.expect("constraint", what, connector)
    draft.high = _number(cursor)
    _unit(cursor, draft)


def _default(cursor: Cursor, draft: Draft, _: Lexicon | None = None) -> None:
    if draft.default is not None:
        raise cursor.stop("the default was given twice")
    cursor.take("constraint")
    cursor.skip_sign("separator", ":=")
    token = cursor.peek()
    listed = token is not None and token.value in draft.values
    if not (listed or is_value(token) or cursor.sees(_C.NUMBER | _C.TRUE | _C.FALSE)):
        raise cursor.stop("expected the default value; quote it")
    draft.default = cursor.take("value")


def _type_of(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    cursor.take("connector")
    cursor.skip("article", _C.DETERMINER)
    if cursor.sees(_C.PRIMARY_KEY):
        _flag_primary_key(cursor, draft, lexicon)
    elif cursor.sees(_C.TYPE | _C.AMBIGUOUS_TYPE | _C.LIST_OF):
        read_type(cursor, draft, lexicon)
    else:
        raise cursor.stop("expected a type")


def _precision(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    cursor.take("constraint")
    draft.precision = _number(cursor)


def _scale(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    cursor.take("constraint")
    draft.scale = _number(cursor)


# No word is in two of these classes; a test of the lexicons sees to that.
CONSTRAINTS = {
    _C.REQUIRED: _flag_required,
    _C.OPTIONAL: _flag_required,
    _C.UNIQUE: _flag_unique,
    _C.PRIMARY_KEY: _flag_primary_key,
    _C.MAX: _maximum,
    _C.MIN: _minimum,
    _C.BELOW: _maximum,
    _C.ABOVE: _minimum,
    _C.POSITIVE: _sign_of_number,
    _C.NOT_NEGATIVE: _sign_of_number,
    _C.BETWEEN: _between,
    _C.DEFAULT: _default,
    _C.TYPE_OF: _type_of,
    _C.PRECISION: _precision,
    _C.SCALE: _scale,
}
_ANY = sum(CONSTRAINTS)  # the classes are different bits
