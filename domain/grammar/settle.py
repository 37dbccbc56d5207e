"""From what was said about an attribute to the attribute, or to the reason why that is not sure."""

import re
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from domain.attributes import Attribute, AttributeType
from domain.consistency import check_attribute
from domain.errors import InvalidSpecError
from domain.grammar.defaults import default
from domain.grammar.draft import Draft, UnsureError
from domain.grammar.lexicon import Lexicon
from domain.grammar.limits import limits
from domain.grammar.nouns import attribute_key
from domain.grammar.terms import Term, TypeOrigin
from domain.grammar.tokens import ParseStoppedError, Token

ATTRIBUTES_REMEMBERED = 4_096
_T = AttributeType
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+$")


def settle(draft: Draft, at: Token, lexicon: Lexicon, *, required: bool) -> Term:
    """The attribute; `required` holds where the request does not say. `at` is blamed otherwise."""
    try:
        return _settle(draft, lexicon, required=required)
    except UnsureError as problem:
        raise ParseStoppedError(at, str(problem)) from problem
    except InvalidSpecError as error:
        raise ParseStoppedError(at, error.problem) from error
    except ValidationError as problem:
        fault = problem.errors(include_url=False)[0]
        raise ParseStoppedError(at, f"has an impossible {fault['loc'][0]}") from problem


def _settle(draft: Draft, lexicon: Lexicon, *, required: bool) -> Term:
    if draft.primary_key and draft.required is False:
        raise UnsureError("is a primary key, which is never optional")
    if lexicon.decimal_comma and any(map(_THOUSANDS.match, _numbers(draft))):
        raise UnsureError("has a number that may have thousands or decimal places")
    kind, origin = _type(draft, lexicon)
    attribute = _attribute(
        name=draft.name,
        type=kind,
        required=(required if draft.required is None else draft.required) or draft.primary_key,
        primary_key=draft.primary_key,
        unique=draft.unique,
        default=default(draft, kind, origin),
        values=draft.values,
        item_type=draft.item_type or (_T.STRING if kind is _T.LIST else None),
        **limits(draft, kind, origin),
    )
    return Term(
        attribute,
        origin,
        bare=not (draft.stated or draft.marked),
        stated=draft.stated,
        requirement_stated=draft.required is not None,
        leads=draft.leads,
        trails=draft.trails,
    )


def _numbers(draft: Draft) -> list[str]:
    said = [draft.low, draft.high, draft.default.text if draft.default else None]
    return [number for number in said if number is not None]


@lru_cache(maxsize=ATTRIBUTES_REMEMBERED, typed=True)
def _attribute(**said: Any) -> Attribute:
    """Requests repeat their attributes: equal ones are one object, checked once."""
    attribute = Attribute(**said)
    check_attribute(attribute)
    return attribute


def _type(draft: Draft, lexicon: Lexicon) -> tuple[AttributeType, TypeOrigin]:
    if draft.values:
        if draft.type not in {None, _T.ENUM, _T.STRING}:
            raise UnsureError(f"has values, but is {draft.type}")
        return _T.ENUM, TypeOrigin.STATED
    if draft.type is _T.ENUM:
        raise UnsureError("is an enum without values: (enum: draft, sent)")
    if draft.type is not None:
        return draft.type, TypeOrigin.STATED
    inferred = lexicon.inferred_types.get(attribute_key(draft.name))
    if inferred is not None:
        return inferred, TypeOrigin.INFERRED
    return _T.STRING, TypeOrigin.ASSUMED
