"""The persistent tier as the recogniser reads it: a cache that fails is a cache that is empty.

Rows are data: a row that somebody planted and that does not validate is left out and logged.
"""

import logging
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from application.ports.recognition_store import CachedRecognition, Quarantined
from domain.recognition import Intent, Recognition, Source
from infrastructure.model_reader import ModelReader, reader_of
from projections.sqlite_reading import ReadConnections

logger = logging.getLogger(__name__)

_SELECT = """SELECT normalized_request_key, detected_entity, confidence_score, action_intent,
    timestamp, hit_count, cache_version, namespace, recognition, source, text, request_id, tokens
FROM recognition_cache """
_BY_KEY = _SELECT + "WHERE normalized_request_key = ?"
_BY_TEXT = _SELECT + "WHERE text = ? ORDER BY timestamp DESC, id DESC LIMIT 1"
_OLDER = _SELECT + "WHERE timestamp < ? ORDER BY timestamp, id"
_ALL = _SELECT + "ORDER BY timestamp DESC, id DESC"


class _Row(msgspec.Struct, array_like=True, frozen=True):
    """What the seed's validation rules ask of a row."""

    key: Annotated[str, Meta(min_length=1)]
    entity: str
    confidence: Annotated[float, Meta(ge=0.0, le=1.0)]
    intent: Intent
    timestamp: Annotated[datetime, Meta(tz=True)]
    hit_count: Annotated[int, Meta(ge=0)]
    cache_version: Annotated[int, Meta(ge=1)]
    namespace: str
    recognition: str
    source: Source
    text: str
    request_id: str
    tokens: Annotated[int, Meta(ge=0)]


_QUARANTINED = "SELECT normalized_request_key, detected_entity, text, since FROM quarantined_key "
_READER: ModelReader[Recognition] = reader_of(Recognition)
_read = msgspec.json.Decoder(_READER.shape).decode


class SQLiteRecognitionStore:
    """The RecognitionStore port over the file that the projection RecognitionCache writes."""

    def __init__(self, path: Path) -> None:
        self._files = ReadConnections(path)
        self._complained = False

    def find(self, key: str) -> CachedRecognition | None:
        """The entry of that key; None for no entry, a damaged, locked or missing file."""
        return next(self._entries(_BY_KEY, (key,)), None)

    def find_text(self, text: str) -> CachedRecognition | None:
        """The newest entry that exactly this request text made; None as for `find`."""
        return next(self._entries(_BY_TEXT, (text,)), None)

    def is_quarantined(self, key: str) -> bool:
        """Whether answers to this key disagreed: then it has no entry, and gets none."""
        return bool(self._rows(_QUARANTINED + "WHERE normalized_request_key = ?", (key,)))

    def quarantined(self) -> Iterator[Quarantined]:
        """All such keys, newest first."""
        for key, entity, text, since in self._rows(_QUARANTINED + "ORDER BY since DESC", ()):
            yield Quarantined(str(key), str(entity), str(text), datetime.fromisoformat(str(since)))

    def older_than(self, moment: datetime) -> Iterator[CachedRecognition]:
        """The entries from before that moment, found by an index."""
        return self._entries(_OLDER, (moment.isoformat(timespec="microseconds"),))

    def entries(self) -> Iterator[CachedRecognition]:
        """All entries, newest first."""
        return self._entries(_ALL, ())

    def close(self) -> None:
        """Release the file; afterwards nothing is found."""
        self._files.close()

    def _entries(self, statement: str, values: Sequence[str]) -> Iterator[CachedRecognition]:
        for row in self._rows(statement, values):
            entry = _entry(row)
            if entry is not None:
                yield entry

    def _rows(self, statement: str, values: Sequence[str]) -> Sequence[tuple[object, ...]]:
        try:
            rows = self._files.rows(statement, values)
        except (sqlite3.Error, UnicodeEncodeError) as error:
            if not self._complained:  # once, not for every request
                logger.warning("the recognition cache cannot be read: %s", error)
                self._complained = True
            return ()
        self._complained = False
        return rows


def _entry(row: Sequence[object]) -> CachedRecognition | None:
    try:
        valid = msgspec.convert(row, _Row)
        answer = _READER.build(_read(valid.recognition))
    except (msgspec.MsgspecError, UnicodeError) as error:
        logger.warning("row %r of the recognition cache is left out: %s", row[0], error)
        return None
    told = (answer.entity, answer.intent, answer.confidence)
    if told != (valid.entity, valid.intent, valid.confidence):
        logger.warning("row %r of the recognition cache is left out: it contradicts itself", row[0])
        return None
    return CachedRecognition(
        normalized_request_key=valid.key,
        namespace=sys.intern(valid.namespace),  # the same for nearly all
        recognition=answer,
        timestamp=valid.timestamp.astimezone(UTC),
        source=valid.source,
        text=valid.text,
        request_id=valid.request_id,
        hit_count=valid.hit_count,
        cache_version=valid.cache_version,
        tokens=valid.tokens,
    )
