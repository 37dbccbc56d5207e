"""The default of an attribute: a value of its type, or not sure."""

from domain.attributes import AttributeType
from domain.grammar.classes import WordClass
from domain.grammar.draft import Draft, UnsureError
from domain.grammar.limits import NUMERIC, WITH_LENGTH, is_whole
from domain.grammar.terms import TypeOrigin

Scalar = str | int | float | None
_T = AttributeType
_NOTHING = {"null", "none", "nil", "nulo", "nula", "nenhum", "nenhuma"}
_TYPED = WordClass.NUMBER | WordClass.TRUE | WordClass.FALSE


def default(draft: Draft, kind: AttributeType, origin: TypeOrigin) -> Scalar:
    """The value that was said, or None; UnsureError for one that does not fit."""
    token = draft.default
    if token is None:
        return None
    text = token.value
    if kind is _T.ENUM and text in draft.values:
        return text
    if text.casefold() in _NOTHING and not token.is_a(WordClass.QUOTED):
        raise UnsureError("has a default that may be a text or none at all")
    if kind in WITH_LENGTH:
        if origin is TypeOrigin.ASSUMED and token.is_a(_TYPED):
            raise UnsureError("has a default that is no text, but no type says what it is")
        return text
    if kind in NUMERIC and token.is_a(WordClass.NUMBER):
        return _number(text, kind)
    if kind is _T.BOOLEAN and token.is_a(WordClass.TRUE | WordClass.FALSE):
        return token.is_a(WordClass.TRUE)
    raise UnsureError(f"has a default that is no {kind}")


def _number(text: str, kind: AttributeType) -> Scalar:
    if kind is _T.DECIMAL:
        return text
    if kind is _T.FLOAT:
        return float(text)
    if not is_whole(text):
        raise UnsureError("is an integer with a default that is none")
    return int(text)
