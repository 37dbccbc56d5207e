"""How the rules read one text. Apart from the recogniser, because it needs the whole grammar.

A cached answer is checked with the recogniser's version and words alone; what imports this module
reads a text that is new.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from application.ports.recogniser import Explanation, ReadToken, RuleAnswer, Unparsed
from application.ports.tagger import Tagger
from domain.grammar.change import names_entity
from domain.grammar.lexicon import Lexicon
from domain.grammar.lines import lines_as_list
from domain.grammar.parse import Parse, recognition_of
from domain.grammar.requests import read_request
from domain.grammar.tokens import Cursor, ParseStoppedError
from domain.keys import canonical_key
from domain.known_entities import NOTHING_KNOWN, KnownEntities
from domain.recognition import Change, Relationship


@dataclass(frozen=True, slots=True)
class Attempt:
    """How far one language came."""

    lexicon: Lexicon
    cursor: Cursor
    outcome: Parse | ParseStoppedError


def read(
    text: str, known: KnownEntities, *, tagger: Tagger, lexicons: Sequence[Lexicon]
) -> Attempt:
    """Each language in turn; the attempt that came furthest explains a failure."""
    shown = unicodedata.normalize("NFKC", text)
    if shown.isupper() and " " in shown.strip():
        shown = shown.lower()  # shouted: the capitals say nothing about names
    furthest: Attempt | None = None
    for lexicon in lexicons:
        cursor = Cursor(lines_as_list(tagger.tag(shown, lexicon), shown), text=shown)
        try:
            return Attempt(lexicon, cursor, read_request(cursor, lexicon, known))
        except ParseStoppedError as stopped:
            attempt = Attempt(lexicon, cursor, stopped)
        if furthest is None or _reached(attempt) > _reached(furthest):
            furthest = attempt
    if furthest is None:
        raise ValueError("a recogniser needs one lexicon at least")
    return furthest


def explanation(attempt: Attempt) -> Explanation:
    """Each token with the role it was given."""
    roles = [*attempt.cursor.roles, *("?" for _ in attempt.cursor.tokens)]
    return Explanation(
        language=attempt.lexicon.language,
        tokens=tuple(
            ReadToken(token.text, role, token.start + 1)
            for token, role in zip(attempt.cursor.tokens, roles, strict=False)
        ),
        outcome=answer(attempt),
    )


def is_closed(relation: Relationship, lexicons: Sequence[Lexicon]) -> bool:
    """Whether the related entity is a noun of a lexicon, so that no context matters."""
    return any(names_entity(relation.secondary, lexicon, NOTHING_KNOWN) for lexicon in lexicons)


def _reached(attempt: Attempt) -> int:
    """The character at which the attempt stopped; understood verbs come before mere nouns."""
    stopped = attempt.outcome
    begun = bool(attempt.cursor.roles) and attempt.cursor.roles[0] in {"verb", "politeness"}
    token = stopped.token if isinstance(stopped, ParseStoppedError) else None
    return (1_000_000 if begun else 0) + (token.start if token is not None else 100_000)


def answer(attempt: Attempt) -> RuleAnswer | Unparsed:
    """What the attempt led to."""
    outcome = attempt.outcome
    if isinstance(outcome, Parse):
        sensitive = outcome.change in {Change.ADD, Change.REMOVE}
        return RuleAnswer(recognition_of(outcome), canonical_key(outcome), sensitive)
    token = outcome.token
    if token is None:
        end = attempt.cursor.tokens[-1].end if attempt.cursor.tokens else 0
        return Unparsed(outcome.reason, None, end + 1)
    return Unparsed(outcome.reason, token.text, token.start + 1)
