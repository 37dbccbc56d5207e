"""Keys of the recognition cache: equal keys mean equal answers.

K0 is the text itself, normalised; it needs no parser. K1 is the meaning, where the grammar found
a place for every word: "build a student app with age and name" and "create a system to manage
students with name and age" share it. K1 holds all that the answer depends on, so it is the same
whatever is known about other entities; what K0 leads to holds for one namespace only.

No K0 is a K1: a K1 begins with a capital letter, which case-folding leaves in no K0.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from domain.attributes import Attribute
from domain.errors import InvalidRequestError

if TYPE_CHECKING:  # a cached answer needs no grammar
    from domain.grammar.parse import Parse

KEY_SCHEMA = 1
LONGEST_REQUEST = 10_000
TERMS_REMEMBERED = 4_096
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(  # Unicode's categories Cc, but for white space, and Cs
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)
_WRITTEN_CASE = re.compile(r"\w*[a-z0-9_][A-Z]\w*")


@dataclass(frozen=True, slots=True)
class Namespace:
    """What else an answer depends on. Rules read no context beyond what is in K1; models do."""

    key_schema: int
    lexicon: str
    recogniser: str
    model: str = "none"
    context: str = "none"

    def __str__(self) -> str:
        return json.dumps(
            [self.key_schema, self.lexicon, self.recogniser, self.model, self.context],
            ensure_ascii=False,
            separators=(",", ":"),
        )


def same_words(one: str, other: str) -> bool:
    """Whether two namespaces differ in model and context at most.

    >>> same_words('[1,"lex","rules-1","gpt","f00d"]', '[1,"lex","rules-1","none","none"]')
    True
    """
    try:
        parts = [json.loads(namespace) for namespace in (one, other)]
    except ValueError:
        return False
    first, second = ([*part][:3] if isinstance(part, list) else None for part in parts)
    return first is not None and first == second


def checked(text: object) -> str:
    """The text if it can be a request; InvalidRequestError names what is wrong with it."""
    if not isinstance(text, str):
        raise InvalidRequestError(f"a request is text, not {type(text).__name__}")
    if len(text) > LONGEST_REQUEST:
        raise InvalidRequestError(
            f"the request has {len(text):,} characters; at most {LONGEST_REQUEST:,} are read"
        )
    if control := _CONTROL.search(text):
        raise InvalidRequestError(
            f"the request has the control character U+{ord(control.group()):04X} "
            f"at position {control.start() + 1}; remove it"
        )
    if not normalise(text):
        raise InvalidRequestError("the request is empty; say what to create, add, list or delete")
    return text


def normalise(text: str) -> str:
    """NFKC, case-folded, single spaces; doing it twice changes nothing.

    >>> normalise("  Create  a STUDENT\\tapp ")
    'create a student app'
    """
    folded = text
    while True:  # case-folding can undo NFKC and the other way round; two rounds are enough so far
        again = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())
        if again == folded:
            return _SPACES.sub(" ", folded).strip()
        folded = again


def written_case(text: str) -> tuple[str, ...]:
    """Words with capitals inside, which K0 folds away although they may be names: dueDate."""
    return tuple(_WRITTEN_CASE.findall(text))


def canonical_key(parse: "Parse") -> str:
    """K1: readable and injective (JSON parts, nothing joined); attribute lists are sorted."""
    parts: dict[str, object] = {
        "form": parse.form,
        "lang": parse.language,
        "intent": str(parse.intent),
        "entity": parse.entity,
    }
    if parse.relation is not None:
        parts["relation"] = [parse.relation.primary, parse.relation.secondary]
        parts["direction"] = parse.relation.direction
    if parse.change is not None:
        parts["change"] = str(parse.change)
    if not parse.terms and parse.relation is None:
        parts["scope"] = str(parse.scope)
        parts["quantifier"] = parse.quantifier
    if parse.business_rules:
        parts["rules"] = list(parse.business_rules)
    if parse.qualifiers:
        parts["qualifiers"] = list(parse.qualifiers)
    terms = sorted(
        _term(t.attribute, repr(t.attribute.default), t.origin, t.requirement_stated)
        for t in parse.terms
    )
    return f'K{KEY_SCHEMA} {_encoded(parts)[:-1]},"terms":[{",".join(terms)}]}}'


@lru_cache(maxsize=TERMS_REMEMBERED)
def _term(
    attribute: Attribute,
    default: str,  # noqa: ARG001 - tells 0 from False, which are equal, in what is remembered
    origin: str,
    requirement_stated: bool,  # noqa: FBT001
) -> str:
    constraints = attribute.stated()
    if requirement_stated:
        constraints["requirement"] = "stated"
    return _encoded([attribute.name, str(attribute.type), origin, constraints])


_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
