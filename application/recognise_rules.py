"""The rule-based recogniser: closed forms in the languages of its lexicons, nothing else."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from application.ports.recogniser import Explanation, ReadToken, RuleAnswer, Unparsed
from application.ports.tagger import Tagger
from domain.grammar.change import names_entity
from domain.grammar.lexicon import Lexicon
from domain.grammar.lines import lines_as_list
from domain.grammar.parse import Parse, recognition_of
from domain.grammar.requests import read_request
from domain.grammar.tokens import Cursor, ParseStoppedError
from domain.keys import canonical_key
from domain.known_entities import KnownEntities, comparable
from domain.recognition import Change, Recognition

GRAMMAR_VERSION = "rules-2"
TEXTS_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class _Attempt:
    """How far one language came."""

    lexicon: Lexicon
    cursor: Cursor
    outcome: Parse | ParseStoppedError


class RuleRecogniser:
    """Tries each language in turn; the attempt that came furthest explains a failure."""

    def __init__(self, tagger: Tagger, lexicons: Sequence[Lexicon]) -> None:
        self._tagger = tagger
        self._lexicons = tuple(lexicons)
        digests = ",".join(lexicon.digest for lexicon in self._lexicons)
        self._remembered = lru_cache(maxsize=TEXTS_REMEMBERED)(self._recognise)
        self._digest = hashlib.sha256(digests.encode()).hexdigest()[:12]

    @property
    def version(self) -> str:
        return GRAMMAR_VERSION

    @property
    def lexicon_digest(self) -> str:
        return self._digest

    def recognise(self, text: str, known: KnownEntities) -> RuleAnswer | Unparsed:
        return self._remembered(text, known)  # reading is pure

    def _recognise(self, text: str, known: KnownEntities) -> RuleAnswer | Unparsed:
        return _answer(self._read(text, known))

    def explain(self, text: str, known: KnownEntities) -> Explanation:
        attempt = self._read(text, known)
        roles = [*attempt.cursor.roles, *("?" for _ in attempt.cursor.tokens)]
        return Explanation(
            language=attempt.lexicon.language,
            tokens=tuple(
                ReadToken(token.text, role, token.start + 1)
                for token, role in zip(attempt.cursor.tokens, roles, strict=False)
            ),
            outcome=_answer(attempt),
        )

    def holds(self, recognition: Recognition, known: KnownEntities) -> bool:
        if recognition.change not in {Change.ADD, Change.REMOVE} or not known.versions:
            return recognition.relationship is None or self._is_closed(recognition)
        if recognition.relationship is not None:
            return self._is_closed(recognition) or known.knows(recognition.relationship.secondary)
        return not any(
            comparable(attribute.name).startswith(tuple(known.names))
            for attribute in recognition.attributes
        )

    def _is_closed(self, recognition: Recognition) -> bool:
        """Whether the related entity is a noun of a lexicon, so that no context matters."""
        relation = recognition.relationship
        nothing = KnownEntities()
        return relation is not None and any(
            names_entity(relation.secondary, lexicon, nothing) for lexicon in self._lexicons
        )

    def _read(self, text: str, known: KnownEntities) -> _Attempt:
        shown = unicodedata.normalize("NFKC", text)
        if shown.isupper() and " " in shown.strip():
            shown = shown.lower()  # shouted: the capitals say nothing about names
        furthest: _Attempt | None = None
        for lexicon in self._lexicons:
            cursor = Cursor(lines_as_list(self._tagger.tag(shown, lexicon), shown), text=shown)
            try:
                return _Attempt(lexicon, cursor, read_request(cursor, lexicon, known))
            except ParseStoppedError as stopped:
                attempt = _Attempt(lexicon, cursor, stopped)
            if furthest is None or _reached(attempt) > _reached(furthest):
                furthest = attempt
        if furthest is None:
            raise ValueError("a recogniser needs one lexicon at least")
        return furthest


def _reached(attempt: _Attempt) -> int:
    """The character at which the attempt stopped; understood verbs come before mere nouns."""
    stopped = attempt.outcome
    begun = bool(attempt.cursor.roles) and attempt.cursor.roles[0] in {"verb", "politeness"}
    token = stopped.token if isinstance(stopped, ParseStoppedError) else None
    return (1_000_000 if begun else 0) + (token.start if token is not None else 100_000)


def _answer(attempt: _Attempt) -> RuleAnswer | Unparsed:
    outcome = attempt.outcome
    if isinstance(outcome, Parse):
        sensitive = outcome.change in {Change.ADD, Change.REMOVE}
        return RuleAnswer(recognition_of(outcome), canonical_key(outcome), sensitive)
    token = outcome.token
    if token is None:
        end = attempt.cursor.tokens[-1].end if attempt.cursor.tokens else 0
        return Unparsed(outcome.reason, None, end + 1)
    return Unparsed(outcome.reason, token.text, token.start + 1)
