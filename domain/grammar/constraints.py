"""Types and constraints in words: "(unique string, max 20)", "between 0 and 4", "draft or sent"."""

from dataclasses import dataclass

from domain.attributes import AttributeType
from domain.errors import InvalidSpecError
from domain.grammar.classes import WordClass
from domain.grammar.lexicon import Lexicon
from domain.grammar.terms import is_word
from domain.grammar.tokens import Cursor, Token

_C = WordClass
_CLOSED_IN_VALUES = (
    *(_C.REQUIRED, _C.OPTIONAL, _C.UNIQUE, _C.MAX, _C.MIN, _C.BETWEEN, _C.DEFAULT, _C.TYPE_OF),
    *(_C.ONE_OF, _C.LIST_OF, _C.PRIMARY_KEY, _C.AND, _C.OR, _C.FUNCTION),
)
_FEWEST_VALUES = 2


@dataclass(slots=True)
class Draft:
    """What was said about one attribute so far."""

    name: str
    type: AttributeType | None = None
    item_type: AttributeType | None = None
    required: bool | None = None
    unique: bool = False
    primary_key: bool = False
    values: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    is_length: bool = False
    sized: tuple[str, ...] = ()  # the numbers of varchar(20), decimal(10, 2)
    precision: str | None = None
    scale: str | None = None
    default: Token | None = None
    stated: bool = False  # a type or a constraint was said
    marked: bool = False  # the word "field" stands beside the name


def read_type(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    """The type after a colon; InvalidSpecError for a word that is no type of ours."""
    if cursor.sees(_C.LIST_OF):
        cursor.take("list")
        _set_type(cursor, draft, AttributeType.LIST)
        draft.item_type = _one_type(cursor, draft, lexicon)
        return
    kind = _one_type(cursor, draft, lexicon)
    _set_type(cursor, draft, kind)
    if kind is AttributeType.LIST and cursor.skip_sign("bracket", "["):
        draft.item_type = _one_type(cursor, draft, lexicon)
        if not cursor.skip_sign("bracket", "]"):
            raise cursor.stop("expected ]")


def read_constraint(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> bool:
    """Step over one constraint if there is one here: a flag, a bound, a default, "of type"."""
    step = next((read for word, read in _CONSTRAINTS if cursor.sees(word)), None)
    if step is None:
        return False
    draft.stated = True
    step(cursor, draft, lexicon)
    return True


def read_parenthesis(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    """Everything between ( and ): flags, one type, bounds, values, a default."""
    cursor.take("parenthesis")
    draft.stated = True
    while True:
        _read_item(cursor, draft, lexicon)
        while cursor.skip_sign("separator", ",;"):
            _read_item(cursor, draft, lexicon)
        if cursor.skip_sign("parenthesis", ")"):
            return


def _read_item(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    if _read_values(cursor, draft) or read_constraint(cursor, draft, lexicon):
        return
    if cursor.sees(_C.TYPE, _C.AMBIGUOUS_TYPE, _C.LIST_OF):
        read_type(cursor, draft, lexicon)
    elif cursor.sees(_C.NUMBER) and draft.type is not None and not draft.sized:
        sized = [cursor.take("size").text]
        if cursor.sees_sign(",") and cursor.sees(_C.NUMBER, ahead=1):
            cursor.take("separator")
            sized.append(cursor.take("size").text)
        draft.sized = tuple(sized)
    else:
        raise cursor.stop("is no constraint that the rules read")


def _read_values(cursor: Cursor, draft: Draft) -> bool:
    """The values of an enum: after "one of", or a list whose last comma is "or" or whose are |."""
    announced = 1 if cursor.sees(_C.ONE_OF) else 0
    if announced and cursor.sees_sign(":", ahead=announced):
        announced += 1
    indices, alternative = _value_indices(cursor, announced)
    if not (alternative or announced) or len(indices) < _FEWEST_VALUES:
        return False
    first = cursor.peek(indices[0])
    if not announced and first is not None and first.is_a(_C.TYPE):
        raise cursor.stop("may be a type or a value; quote the values")
    if draft.values:
        raise cursor.stop("the values were given twice")
    values = []
    for index in range(indices[-1] + 1):
        token = cursor.take("value" if index in indices else "separator")
        if index in indices:
            values.append(token.value)
    if len(set(values)) < len(values):
        raise cursor.stop("a value is given twice")
    draft.values = tuple(values)
    return True


def _value_indices(cursor: Cursor, at: int) -> tuple[list[int], bool]:
    """Where the values stand from `at` on, and whether "or" or | stood between them."""
    indices: list[int] = []
    alternative = False
    while _is_value(token := cursor.peek(at)) and token is not None:
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


def _is_value(token: Token | None) -> bool:
    if token is None:
        return False
    if token.is_a(_C.QUOTED):
        return bool(token.value)
    pure = token.is_a(_C.TYPE) and not token.is_a(_C.NOUN_TYPE)
    return is_word(token) and not pure and not token.is_a(*_CLOSED_IN_VALUES)


def _one_type(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> AttributeType:
    token = cursor.peek()
    if token is not None and token.is_a(_C.AMBIGUOUS_TYPE):
        raise cursor.stop("may be integer, float or decimal; say which")
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
    draft.high = _number(cursor)
    _unit(cursor, draft, bound)


def _minimum(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    if draft.low is not None:
        raise cursor.stop("the minimum was given twice")
    bound = cursor.take("constraint")
    draft.low = _number(cursor)
    _unit(cursor, draft, bound)


def _between(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    if draft.low is not None or draft.high is not None:
        raise cursor.stop("the bounds were given twice")
    cursor.take("constraint")
    draft.low = _number(cursor)
    cursor.expect("constraint", "and", _C.AND)
    draft.high = _number(cursor)
    _unit(cursor, draft)


def _default(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    if draft.default is not None:
        raise cursor.stop("the default was given twice")
    cursor.take("constraint")
    if not (is_word(cursor.peek()) or cursor.sees(_C.QUOTED, _C.NUMBER)):
        raise cursor.stop("expected the default value")
    draft.default = cursor.take("value")


def _type_of(cursor: Cursor, draft: Draft, lexicon: Lexicon) -> None:
    cursor.take("connector")
    cursor.skip("article", _C.DETERMINER)
    read_type(cursor, draft, lexicon)


def _precision(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    cursor.take("constraint")
    draft.precision = _number(cursor)


def _scale(cursor: Cursor, draft: Draft, _: Lexicon) -> None:
    cursor.take("constraint")
    draft.scale = _number(cursor)


_CONSTRAINTS = (
    (_C.REQUIRED, _flag_required),
    (_C.OPTIONAL, _flag_required),
    (_C.UNIQUE, _flag_unique),
    (_C.PRIMARY_KEY, _flag_primary_key),
    (_C.MAX, _maximum),
    (_C.MIN, _minimum),
    (_C.BETWEEN, _between),
    (_C.DEFAULT, _default),
    (_C.TYPE_OF, _type_of),
    (_C.PRECISION, _precision),
    (_C.SCALE, _scale),
)
