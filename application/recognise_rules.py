"""The rule-based recogniser: closed forms in the languages of its lexicons, nothing else.

The grammar (`rule_reading.py`) is loaded by the first text that is read.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from application.ports.recogniser import Explanation, RuleAnswer, Unparsed
from application.ports.tagger import Tagger
from domain.grammar.lexicon import Lexicon
from domain.known_entities import KnownEntities, comparable
from domain.recognition import Change, Recognition

GRAMMAR_VERSION = "rules-2"
TEXTS_REMEMBERED = 1_000


class RuleRecogniser:
    """Tries each language in turn."""

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
        from application import rule_reading as reading  # noqa: PLC0415 - see the docstring

        return reading.answer(
            reading.read(text, known, tagger=self._tagger, lexicons=self._lexicons)
        )

    def explain(self, text: str, known: KnownEntities) -> Explanation:
        from application import rule_reading as reading  # noqa: PLC0415 - the same

        return reading.explanation(
            reading.read(text, known, tagger=self._tagger, lexicons=self._lexicons)
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
        from application import rule_reading as reading  # noqa: PLC0415 - the same

        relation = recognition.relationship
        return relation is not None and reading.is_closed(relation, self._lexicons)
