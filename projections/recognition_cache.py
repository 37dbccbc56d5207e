"""Which requests were recognised as what, and how often was each answer used?

The persistent tier of the recognition cache, in the seed's table. It is written here only; readers
are in `recognition_reader.py`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import ClassVar

from pydantic_core import to_json

from domain.events import (
    Event,
    Hit,
    RecognitionCached,
    RecognitionDisputed,
    RecognitionEvicted,
    RecognitionHitsRecorded,
    Recorded,
    Tier,
)
from projections.sqlite_projection import Handler, SQLiteProjection

# The seed's columns first and to the letter, ours after them.
_TABLE = """CREATE TABLE IF NOT EXISTS recognition_cache (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    normalized_request_key TEXT NOT NULL UNIQUE,
    detected_entity TEXT NOT NULL,
    confidence_score REAL NOT NULL CHECK(confidence_score >= 0.0 AND confidence_score <= 1.0),
    action_intent TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    hit_count INTEGER DEFAULT 0,
    cache_version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    namespace TEXT NOT NULL,
    recognition TEXT NOT NULL,
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    request_id TEXT NOT NULL,
    tokens INTEGER NOT NULL
)"""
_QUARANTINE_TABLE = """CREATE TABLE IF NOT EXISTS quarantined_key (
    normalized_request_key TEXT PRIMARY KEY NOT NULL,
    detected_entity TEXT NOT NULL,
    text TEXT NOT NULL,
    since TEXT NOT NULL
) WITHOUT ROWID"""
_IS_QUARANTINED = "SELECT 1 FROM quarantined_key WHERE normalized_request_key = ?"
_QUARANTINE = "INSERT OR REPLACE INTO quarantined_key VALUES (?, ?, ?, ?)"
_RELEASE = "DELETE FROM quarantined_key WHERE normalized_request_key = ?"
# A later answer to the same request is a new entry: it has not been used yet.
_UPSERT = """INSERT INTO recognition_cache (
    normalized_request_key, detected_entity, confidence_score, action_intent, timestamp, hit_count,
    cache_version, created_at, namespace, recognition, source, text, request_id, tokens
) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (normalized_request_key) DO UPDATE SET
    detected_entity = excluded.detected_entity, confidence_score = excluded.confidence_score,
    action_intent = excluded.action_intent, timestamp = excluded.timestamp, hit_count = 0,
    cache_version = excluded.cache_version, created_at = excluded.created_at,
    namespace = excluded.namespace, recognition = excluded.recognition, source = excluded.source,
    text = excluded.text, request_id = excluded.request_id, tokens = excluded.tokens"""
_COUNT = "UPDATE recognition_cache SET hit_count = hit_count + ? WHERE normalized_request_key = ?"
_key, _tier = itemgetter(Hit._fields.index("key")), itemgetter(Hit._fields.index("tier"))
_DELETE = "DELETE FROM recognition_cache WHERE normalized_request_key = ?"


class RecognitionCache(SQLiteProjection):
    """One row a live entry; keys whose answers disagree have a table of their own."""

    name: ClassVar[str] = "recognition_cache"
    version: ClassVar[int] = 2
    tables: ClassVar[Sequence[str]] = ("recognition_cache", "quarantined_key")
    schema: ClassVar[Sequence[str]] = (_TABLE, _QUARANTINE_TABLE, "PRAGMA user_version = 1")
    indexes: ClassVar[Sequence[str]] = (
        """CREATE INDEX IF NOT EXISTS idx_cache_lookup
ON recognition_cache(normalized_request_key, timestamp)""",
        "CREATE INDEX IF NOT EXISTS idx_cache_cleanup ON recognition_cache(timestamp)",
        "CREATE INDEX IF NOT EXISTS idx_cache_text ON recognition_cache(text, timestamp)",
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._uses: Counter[str] = Counter()  # of this batch, folded: one UPDATE a key

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        """See the base class."""
        with self._lock:
            self._uses.clear()  # of a batch that failed
            super().apply(batch, scanned=scanned)

    def _cached(self, event: RecognitionCached, recorded: Recorded) -> None:
        if not event.key:
            raise ValueError("an entry needs a key")
        if self._db.execute(_IS_QUARANTINED, (event.key,)).fetchone():
            return  # cached before its process heard of the dispute
        self._uses.pop(event.key, None)  # they were uses of what is now superseded
        answer, at = event.recognition, event.answered_at or recorded.occurred_at
        moment = at.isoformat(timespec="microseconds")
        row = (
            event.key,
            answer.entity,
            answer.confidence,
            answer.intent.value,
            moment,
            event.cache_version,
            f"{moment[:10]} {moment[11:19]}",
            event.namespace,
            to_json(answer).decode(),
            event.source.value,
            event.text,
            recorded.request_id,
            event.tokens,
        )
        self._db.execute(_UPSERT, row)

    def _used(self, event: RecognitionHitsRecorded, _: Recorded) -> None:
        hits: Iterable[Hit] = event.hits  # a thousand: two passes in C take a third of one here
        if Tier.MISS in set(map(_tier, hits)):
            hits = [hit for hit in hits if hit.tier is not Tier.MISS]
        self._uses.update(map(_key, hits))

    def _evicted(self, event: RecognitionEvicted, _: Recorded) -> None:
        if event.tier != "memory":
            self._uses.pop(event.key, None)
            self._db.execute(_DELETE, (event.key,))
            self._db.execute(_RELEASE, (event.key,))

    def _disputed(self, event: RecognitionDisputed, recorded: Recorded) -> None:
        self._uses.pop(event.key, None)
        self._db.execute(_DELETE, (event.key,))
        moment = recorded.occurred_at.isoformat(timespec="microseconds")
        self._db.execute(_QUARANTINE, (event.key, event.cached.entity, event.text, moment))

    def finish(self) -> None:
        """Write the counts of the batch."""
        self._db.executemany(_COUNT, [(uses, key) for key, uses in self._uses.items()])
        self._uses.clear()

    handlers: ClassVar[Mapping[type[Event], Handler]] = {
        RecognitionCached: _cached,
        RecognitionHitsRecorded: _used,
        RecognitionEvicted: _evicted,
        RecognitionDisputed: _disputed,
    }
