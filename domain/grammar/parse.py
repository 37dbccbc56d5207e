"""What a text says, once the grammar has found a place for every word of it."""

from dataclasses import dataclass, field

from domain.grammar.terms import Term, TypeOrigin
from domain.recognition import Change, Intent, Recognition, Relationship, Scope


@dataclass(frozen=True, slots=True)
class Parse:
    """The whole meaning; two texts with equal parses, up to the order of terms, share a key."""

    form: str  # create, add, remove, update, delete, read, list
    language: str
    intent: Intent
    entity: str
    terms: tuple[Term, ...] = ()
    relation: Relationship | None = None
    change: Change | None = None
    scope: Scope = Scope.ENTITY
    quantifier: str = "none"  # of rows: one, many, all
    qualifiers: tuple[str, ...] = field(default=())  # words kept in the key: library, api
    business_rules: tuple[str, ...] = ()  # as they were written


# How sure an answer is, by what the request left open; the first that applies.
CONFIDENCE = (
    ("a business rule is left as text", 0.85),
    ("an attribute has no type and its name says none", 0.9),
    ("a relation rests on a noun that names entities", 0.92),
    ("a type comes from the table of universal names", 0.95),
    ("a bare name stands for the entity or its rows", 0.95),
    ("everything is stated", 0.99),
)
_RULES, _ASSUMED, _RELATION, _INFERRED, _BARE, _STATED = (value for _, value in CONFIDENCE)


def recognition_of(parse: Parse) -> Recognition:
    """The answer that the parse is; attributes in the order of the request."""
    return Recognition(
        entity=parse.entity,
        intent=parse.intent,
        confidence=_confidence(parse),
        attributes=tuple(term.attribute for term in parse.terms),
        relationship=parse.relation,
        change=parse.change,
        scope=parse.scope,
        business_rules=parse.business_rules,
    )


def _confidence(parse: Parse) -> float:
    if parse.business_rules:
        return _RULES
    origins = {term.origin for term in parse.terms}
    if parse.relation is not None:
        return _RELATION
    if not parse.terms:
        return _BARE
    if parse.form == "remove":
        return _STATED  # what is removed needs no type
    if TypeOrigin.ASSUMED in origins:
        return _ASSUMED
    return _INFERRED if TypeOrigin.INFERRED in origins else _STATED
