"""Entries as JSON lines: out of one cache and, checked one by one, into another.

Every line stands for itself, so files can be cut and joined. A line is data that somebody sent:
an answer of the rules must be the rules' own answer here too, any answer must stand under the key
that its text has here, and nothing is younger than it was.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_core import to_jsonable_python

from application.ports.clock import Clock
from application.ports.journal import Journal
from application.ports.recogniser import Recogniser, RuleAnswer
from application.ports.recognition_store import RecognitionStore
from application.recognition_checks import CacheRules, is_meaning, same_meaning
from domain.errors import RejectedError
from domain.events import RecognitionCached
from domain.keys import checked, normalise, same_words
from domain.known_entities import KnownEntities
from domain.metrics import Moment, Tokens
from domain.model import Model
from domain.recognition import Recognition, Source

FORMAT = 1
LONGEST_LINE = 1_000_000  # bytes; an entry of 500 attributes has 200,000
_TOGETHER = 500  # entries of one transaction
_AHEAD = timedelta(minutes=5)  # how far the clocks of two machines may be apart


class CacheLine(Model):
    """One line; `format` is raised when a field changes its meaning."""

    format: Literal[1] = 1
    normalized_request_key: str = Field(min_length=1)
    namespace: str
    text: str
    recognition: Recognition
    source: Source
    timestamp: Moment
    cache_version: int = Field(ge=1)
    tokens: Tokens = 0
    hit_count: int = Field(default=0, ge=0)  # for people: where it goes, it has not been used yet


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that did not go in; lines count from 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each line but the empty ones."""

    imported: int
    unchanged: int  # the same answer, or a newer one, was there
    refused: tuple[Refused, ...]


class CacheTransfer:
    """Export and import."""

    def __init__(
        self,
        *,
        recogniser: Recogniser,
        rules: CacheRules,
        store: RecognitionStore,
        journal: Journal,
        clock: Clock,
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        """`settle` brings `store` up to date with all that was recorded before."""
        self._recogniser = recogniser
        self._rules = rules
        self._store = store
        self._journal = journal
        self._clock = clock
        self._settle = settle

    def export_lines(self) -> Iterator[str]:
        """Every entry of the persistent tier, newest first."""
        self._settle()
        for entry in self._store.entries():
            line = CacheLine(
                normalized_request_key=entry.normalized_request_key,
                namespace=entry.namespace,
                text=entry.text,
                recognition=entry.recognition,
                source=entry.source,
                timestamp=entry.timestamp,
                cache_version=entry.cache_version,
                tokens=entry.tokens,
                hit_count=entry.hit_count,
            )
            yield json.dumps(to_jsonable_python(line), ensure_ascii=False)

    def import_lines(self, lines: Iterable[bytes], *, request_id: str | None = None) -> Imported:
        """Keep the good entries, durably; what was committed stays if a store fails later.

        A line of more than LONGEST_LINE bytes may be handed over cut: it is refused.
        """
        self._settle()
        identity = request_id or str(self._clock.new_id())
        refused: list[Refused] = []
        unchanged = imported = 0
        waiting: dict[str, RecognitionCached] = {}
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                cached = self._checked(line)
            except _RefusedError as error:
                refused.append(Refused(number, str(error)))
                continue
            if self._is_known(cached) or cached.key in waiting:
                unchanged += 1
                continue
            waiting[cached.key] = cached
            if len(waiting) == _TOGETHER:
                imported += self._keep(waiting, identity)
        imported += self._keep(waiting, identity)
        return Imported(imported, unchanged, tuple(refused))

    def _keep(self, waiting: dict[str, RecognitionCached], request_id: str) -> int:
        if waiting:
            self._journal.record(*waiting.values(), request_id=request_id)
            self._settle()
        kept = len(waiting)
        waiting.clear()
        return kept

    def _is_known(self, cached: RecognitionCached) -> bool:
        here = self._store.find(cached.key)
        if here is None or here.namespace != cached.namespace:
            return False
        newer = cached.answered_at is not None and here.timestamp >= cached.answered_at
        return newer or same_meaning(here.recognition, cached.recognition)

    def _checked(self, line: bytes) -> RecognitionCached:
        if len(line) > LONGEST_LINE:
            raise _RefusedError(f"it is longer than {LONGEST_LINE:,} bytes")
        try:
            entry = CacheLine.model_validate_json(line)
            text = checked(entry.text)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise _RefusedError(f"{where}: {first['msg']}" if where else first["msg"]) from error
        except RejectedError as error:
            raise _RefusedError(error.message) from error
        self._check_origin(entry)
        return RecognitionCached(
            key=entry.normalized_request_key,
            namespace=self._namespace(entry),
            text=text,
            recognition=entry.recognition,
            source=entry.source,
            cache_version=entry.cache_version,
            tokens=entry.tokens,
            answered_at=entry.timestamp,
        )

    def _check_origin(self, entry: CacheLine) -> None:
        if entry.source not in {Source.RULES, Source.MODEL}:
            raise _RefusedError(f"nothing is cached from {entry.source}")
        now = self._clock.now()
        if entry.cache_version != self._rules.cache_version:
            raise _RefusedError(f"its cache version is {entry.cache_version}")
        if entry.timestamp > now + _AHEAD:
            raise _RefusedError("it is from the future")
        if now - entry.timestamp > self._rules.max_age:
            raise _RefusedError(f"it is older than {self._rules.max_age.days} days")

    def _namespace(self, entry: CacheLine) -> str:
        """The namespace under which the entry is kept here; its key must be its text's."""
        if not is_meaning(entry.normalized_request_key):
            if normalise(entry.text) != entry.normalized_request_key:
                raise _RefusedError("its key is not that of its text")
            if entry.source is not Source.MODEL:
                raise _RefusedError("the rules never answer by the text alone")
            if not same_words(entry.namespace, self._rules.rule_namespace):
                raise _RefusedError("it was made with other words or rules")
            return entry.namespace
        related = entry.recognition.relationship
        known = KnownEntities.of([(related.secondary, 1)] if related else [])
        try:
            outcome = self._recogniser.recognise(entry.text, known)
        except RejectedError as error:
            raise _RefusedError(error.message) from error
        if not isinstance(outcome, RuleAnswer) or outcome.key != entry.normalized_request_key:
            raise _RefusedError("its key is not that of its text")
        if entry.source is Source.RULES and not same_meaning(
            outcome.recognition, entry.recognition
        ):
            raise _RefusedError("the rules answer otherwise")
        return self._rules.rule_namespace


class _RefusedError(Exception):
    """Why a line does not go in."""
