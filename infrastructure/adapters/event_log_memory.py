"""A log that lives and dies with the process: for dry runs, and as the fake of every other test.

Facts are kept encoded, so that whatever cannot be stored fails here as it would on disk.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from application.ports.event_log import Watch
from domain.errors import StoreError, StreamConflictError
from domain.events import Event, Fact, Recorded
from infrastructure.adapters.event_codec import concerns, decode, encode
from infrastructure.adapters.signal_watch import SignalWatch


@dataclass(frozen=True, slots=True)
class _Row:
    position: int
    stream: UUID
    version: int
    event_id: UUID
    topic: str
    state: bytes

    def read(self) -> Recorded:
        return decode(
            self.topic,
            self.state,
            position=self.position,
            stream=self.stream,
            version=self.version,
        )


@dataclass(slots=True)
class MemoryEventLog:
    """The EventLog port over two lists."""

    _rows: list[_Row] = field(default_factory=list)
    _streams: dict[UUID, list[_Row]] = field(default_factory=lambda: defaultdict(list))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _watches: list[SignalWatch] = field(default_factory=list)
    _closed: bool = False

    def append(self, stream: UUID, facts: Sequence[Fact], *, expected: int) -> None:
        """Store all or nothing; StreamConflictError if `stream` is not at `expected`."""
        encoded = [(fact.event_id, *encode(fact)) for fact in facts]
        with self._lock:
            self._check_open()
            known = self._streams[stream]
            if len(known) != expected:
                stored = [row.event_id for row in known[expected : expected + len(facts)]]
                if stored == [fact.event_id for fact in facts]:
                    return
                raise StreamConflictError(str(stream), expected)
            for event_id, topic, state in encoded:
                row = _Row(len(self._rows) + 1, stream, len(known) + 1, event_id, topic, state)
                known.append(row)
                self._rows.append(row)
        for watch in list(self._watches):
            watch.signal()

    def read(
        self,
        *,
        after: int = 0,
        limit: int = 1000,
        types: Sequence[type[Event]] = (),
        request_id: str | None = None,
        max_bytes: int | None = None,
    ) -> list[Recorded]:
        """Up to `limit` events with position > `after`, in order."""
        with self._lock:
            self._check_open()
            rows = self._rows[max(after, 0) :]
        topics = {kind.stored_as for kind in types}
        found: list[Recorded] = []
        size = 0
        for row in rows:
            if len(found) >= limit or (max_bytes is not None and size > max_bytes):
                break
            if topics and row.topic not in topics:
                continue
            recorded = row.read()
            if request_id is None or concerns(recorded, request_id):
                found.append(recorded)
                size += len(row.state)
        return found

    def read_stream(self, stream: UUID, *, after: int = 0) -> list[Recorded]:
        """The whole stream, in order of version."""
        with self._lock:
            self._check_open()
            rows = list(self._streams[stream][after:])
        return [row.read() for row in rows]

    def position(self) -> int:
        """The position of the newest event."""
        with self._lock:
            self._check_open()
            return len(self._rows)

    def watch(self, on_append: Callable[[], None]) -> Watch:
        """See the port; nobody but this process can append."""
        watch = SignalWatch(on_append, on_close=self._watches.remove)
        self._watches.append(watch)
        return watch

    def close(self) -> None:
        """Forget everything."""
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError("the event log is closed")
