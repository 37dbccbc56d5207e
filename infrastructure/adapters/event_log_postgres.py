"""The event log in a PostgreSQL database, through the `eventsourcing` library's recorder."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg.rows import TupleRow, tuple_row
from psycopg.sql import SQL, Composed, Identifier

from application.ports.event_log import Watch
from domain.errors import StoreError, StreamConflictError
from domain.events import Event, Fact, Recorded
from infrastructure.adapters.event_codec import concerns, decode_rows, encode, event_id_of
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_connections import EventDatastore
from infrastructure.adapters.postgres_errors import lost, store_error
from infrastructure.adapters.postgres_recorder import EventRecorder
from infrastructure.adapters.postgres_schema import TABLE
from infrastructure.adapters.postgres_state import read_state
from infrastructure.adapters.postgres_watch import NotifyWatch

APPEND_PATIENCE = 30.0  # seconds that a server may be away before an append fails
READ_PATIENCE = 5.0  # seconds, the same for reading
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0  # seconds between two attempts

_SELECT = "SELECT notification_id, originator_id, originator_version, topic, state FROM {table} "
# Cut by the server: a page of flushes would be a hundred megabytes here before one is decoded.
_WITHIN = """SELECT notification_id, originator_id, originator_version, topic, state FROM (
    SELECT *, sum(octet_length(state)) OVER (ORDER BY notification_id) AS bytes FROM ({page}) page
) sized WHERE bytes <= %s OR bytes = octet_length(state) ORDER BY notification_id"""
T = TypeVar("T")
Params = Sequence[Any]


class PostgresEventLog:
    """The EventLog port; several threads, processes and machines may share the store."""

    def __init__(
        self,
        address: PostgresAddress,
        *,
        append_patience: float = APPEND_PATIENCE,
        read_patience: float = READ_PATIENCE,
    ) -> None:
        """Open a store that `migrate` has made. StoreError and its kin; it is not retried here."""
        self._address = address
        self._append_patience = append_patience
        self._read_patience = read_patience
        self._closing = threading.Event()
        self._store = EventDatastore(address, patience=append_patience)
        self._table = Identifier(address.schema, TABLE)
        try:
            with self._store.connections.connection() as connection:
                read_state(connection, address.schema).check(address)
            self.recorder = EventRecorder(self._store)
        except psycopg.Error as error:
            raise store_error(error, address) from error
        except PersistenceError as error:  # the library's wrapper around the same
            raise StoreError(f"{address} cannot be used: {type(error).__name__}") from error

    def append(self, stream: UUID, facts: Sequence[Fact], *, expected: int) -> None:
        """Store all or nothing, synced; StreamConflictError if `stream` is not at `expected`.

        While the server is away it is tried again. A commit whose answer was lost is looked up: the
        stream holds these facts or it does not, so nothing is lost and nothing stored twice.
        """
        rows = [encode(fact) for fact in facts]
        if not rows:
            return
        self._patiently(lambda: self._append(stream, rows, facts, expected), self._append_patience)

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

        By position it is a range of an index. Types and requests have none, because that would slow
        every append down: the rows from `after` on are scanned.
        """
        where = "WHERE notification_id > %s"
        params: list[Any] = [after]
        if types:
            where += " AND topic = ANY(%s)"
            params.append([kind.stored_as for kind in types])
        if request_id is None:
            where += " ORDER BY notification_id LIMIT %s"
            if max_bytes is None:
                return self._read(where, [*params, limit])
            page = self._query(_WITHIN.replace("{page}", _SELECT + where))
            return decode_rows(self._rows(page, [*params, limit, max_bytes]), _as_it_is)
        where += " AND position(%b::bytea IN state) > 0 ORDER BY notification_id"
        params.append(msgspec.json.encode(request_id))  # a superset: `concerns` decides
        return [r for r in self._read(where, params) if concerns(r, request_id)][:limit]

    def read_stream(self, stream: UUID, *, after: int = 0) -> list[Recorded]:
        """The whole stream, in order of version."""
        where = "WHERE originator_id = %s AND originator_version > %s ORDER BY originator_version"
        return self._read(where, [stream, after])

    def position(self) -> int:
        """The position of the newest event; 0 for an empty log."""
        newest = self._query("SELECT coalesce(max(notification_id), 0) FROM {table}")
        return int(self._rows(newest, [])[0][0])

    def watch(self, on_append: Callable[[], None]) -> Watch:
        """Call `on_append` soon after anybody has appended, and after each reconnection."""
        return NotifyWatch(self._address, on_append)

    def close(self) -> None:
        """End waiting for a server that is away, close all connections; twice is fine."""
        self._closing.set()
        self._store.close()

    def _append(
        self, stream: UUID, rows: list[tuple[str, bytes]], facts: Sequence[Fact], expected: int
    ) -> None:
        with self._store.connections.connection() as connection:
            with (
                connection.pipeline(),  # one round trip
                connection.transaction(),
                connection.cursor() as cursor,
            ):
                self.recorder.insert_rows(cursor, stream, rows, expected=expected)
            if cursor.rowcount == len(rows):
                return
        self._check_stored(stream, facts, expected)

    def _check_stored(self, stream: UUID, facts: Sequence[Fact], expected: int) -> None:
        """That these very facts are there already; StreamConflictError if not."""
        query = self._query(
            "SELECT state FROM {table} WHERE originator_id = %s AND originator_version > %s"
            " ORDER BY originator_version LIMIT %s"
        )
        stored = [
            event_id_of(state) for (state,) in self._execute(query, [stream, expected, len(facts)])
        ]
        if stored != [fact.event_id for fact in facts]:
            raise StreamConflictError(str(stream), expected)

    def _read(self, where: str, params: Params) -> list[Recorded]:
        return decode_rows(self._rows(self._query(_SELECT + where), params), _as_it_is)

    def _query(self, text: str) -> Composed:
        return SQL(text).format(table=self._table)

    def _rows(self, query: Composed, params: Params) -> list[TupleRow]:
        return self._patiently(lambda: self._execute(query, params), self._read_patience)

    def _execute(self, query: Composed, params: Params) -> list[TupleRow]:
        with (
            self._store.connections.connection() as connection,
            connection.cursor(binary=True, row_factory=tuple_row) as cursor,
        ):
            return cursor.execute(query, params, prepare=True).fetchall()

    def _patiently(self, work: Callable[[], T], patience: float) -> T:
        """Do it, again if the connection was lost; StoreError when the patience is spent."""
        deadline, pause = time.monotonic() + patience, FIRST_PAUSE
        while True:
            try:
                return work()
            except psycopg.Error as error:
                if not lost(error) or time.monotonic() + pause > deadline:
                    raise store_error(error, self._address) from error
            if self._closing.wait(pause):
                raise StoreError(f"the event log {self._address} is closed")
            pause = min(pause * 2, LONGEST_PAUSE)


def _as_it_is(stream: UUID) -> UUID:
    return stream
