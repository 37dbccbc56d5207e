"""The event log in one SQLite file, through the `eventsourcing` library's recorder."""

import functools
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import msgspec
from eventsourcing.persistence import ConnectionPoolClosedError, PersistenceError
from eventsourcing.sqlite import SQLiteCursor

from application.ports.event_log import Watch
from domain.errors import StoreError, StreamConflictError
from domain.events import Event, Fact, Recorded
from infrastructure.adapters.event_codec import (
    Row,
    concerns,
    decode_rows,
    encode,
    event_id_of,
)
from infrastructure.adapters.fair_turn import FairTurn
from infrastructure.adapters.row_budget import within
from infrastructure.adapters.sqlite_event_file import prepare
from infrastructure.adapters.sqlite_recorder import EventDatastore, EventRecorder
from infrastructure.adapters.sqlite_watch import SQLiteWatch
from infrastructure.sqlite import store_error

_SELECT = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
_stream_of = functools.lru_cache(maxsize=1024)(UUID)  # few streams, many rows


class SQLiteEventLog:
    """The EventLog port; several threads and processes may share the file."""

    def __init__(self, path: Path, *, lock_timeout: int = 30) -> None:
        """Open or make the store; `lock_timeout` in seconds. StoreError and its kin."""
        self._path = path
        prepare(path, timeout=lock_timeout)
        with self._our_errors():
            self._turn = FairTurn(path.with_name(path.name + "-turn"), patience=lock_timeout)
            self._store = EventDatastore(path, lock_timeout=lock_timeout)
            self.recorder = EventRecorder(self._store)

    def append(self, stream: UUID, facts: Sequence[Fact], *, expected: int) -> None:
        """Store all or nothing, synced; StreamConflictError if `stream` is not at `expected`."""
        name = stream.hex
        rows = [(name, expected + n, *encode(fact)) for n, fact in enumerate(facts, start=1)]
        with (
            self._our_errors(),
            self._store.get_connection(commit=True) as connection,
            self._turn.taken(),
            connection.transaction(commit=True) as cursor,
        ):
            if self._is_new(cursor, stream, facts, expected):
                self.recorder.insert_rows(cursor, rows)

    def read(
        self,
        *,
        after: int = 0,
        limit: int = 1000,
        types: Sequence[type[Event]] = (),
        request_id: str | None = None,
        max_bytes: int | None = None,
    ) -> list[Recorded]:
        """Up to `limit` events with position > `after`, in order; empty `types` means all.

        By position it is a range of the table. Types and requests have no index, because that would
        slow every append down: the rows from `after` on are scanned, 100,000 in some 0.1 s.
        """
        where = "rowid > ?"
        params: list[int | str | bytes] = [after]
        if types:
            where += f" AND topic IN ({','.join('?' * len(types))})"
            params += [kind.stored_as for kind in types]
        if request_id is None:
            return self._read(where, [*params, limit], max_bytes=max_bytes)
        where += " AND instr(state, ?)"  # a superset: `concerns` decides
        params += [msgspec.json.encode(request_id), -1]
        return [r for r in self._read(where, params) if concerns(r, request_id)][:limit]

    def read_stream(self, stream: UUID, *, after: int = 0) -> list[Recorded]:
        """The whole stream, in order of version."""
        where = "originator_id = ? AND originator_version > ?"
        return self._read(where, [stream.hex, after, -1])

    def position(self) -> int:
        """The position of the newest event; 0 for an empty log."""
        with self._our_errors(), self._store.transaction(commit=False) as cursor:
            cursor.execute("SELECT coalesce(max(rowid), 0) FROM stored_events")
            return int(cursor.fetchone()[0])

    def watch(self, on_append: Callable[[], None]) -> Watch:
        """See the port; noticed within some 10 ms, appends of this log included."""
        return SQLiteWatch(self._path, on_append)

    def close(self) -> None:
        """Close all connections; closing twice is fine."""
        self._store.close()
        self._turn.close()

    def _read(
        self, where: str, params: Sequence[int | str | bytes], *, max_bytes: int | None = None
    ) -> list[Recorded]:
        """Each row is decoded as it comes: what was just read is still in the processor's cache."""
        statement = f"{_SELECT} WHERE {where} ORDER BY rowid LIMIT ?"
        with self._our_errors(), self._store.transaction(commit=False) as cursor:
            reading = cursor.sqlite_cursor
            reading.row_factory = None  # tuples: half the time of rows with names
            rows: Iterable[Row] = reading.execute(statement, params)
            return decode_rows(rows if max_bytes is None else within(rows, max_bytes), _stream_of)

    @staticmethod
    def _is_new(cursor: SQLiteCursor, stream: UUID, facts: Sequence[Fact], expected: int) -> bool:
        """False for the very same facts again; StreamConflictError if the stream is elsewhere."""
        cursor.execute(
            "SELECT max(originator_version) FROM stored_events WHERE originator_id = ?",
            [stream.hex],
        )
        if (cursor.fetchone()[0] or 0) == expected:
            return True
        cursor.execute(
            "SELECT state FROM stored_events WHERE originator_id = ? "
            "AND originator_version > ? ORDER BY originator_version LIMIT ?",
            [stream.hex, expected, len(facts)],
        )
        if [event_id_of(row[0]) for row in cursor.fetchall()] == [f.event_id for f in facts]:
            return False
        raise StreamConflictError(str(stream), expected)

    @contextmanager
    def _our_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise store_error(error, self._path) from error
        except PersistenceError as error:  # the library's wrapper around the same
            cause = error.__cause__
            if isinstance(cause, sqlite3.Error):
                raise store_error(cause, self._path) from error
            raise StoreError(f"{self._path} cannot be used: {error}") from error
        except ConnectionPoolClosedError as error:
            raise StoreError(f"the event log {self._path} is closed") from error
        except OSError as error:
            raise StoreError(f"{self._path} cannot be used: {error.strerror}") from error
