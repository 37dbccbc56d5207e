"""The library's SQLite recorder, made fit for a log that many threads and processes append to.

What differs from `eventsourcing.sqlite`, and why: notification ids come from AUTOINCREMENT (a bare
rowid is used again after the newest row is gone); transactions that write begin IMMEDIATE (a
deferred one that reads first dies with "database is locked"); rows go in with one statement or one
executemany; commits are synced in full; the table refuses UPDATE and DELETE; a connection keeps its
prepared statements (the library's keeps one of them).
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ConnectionPoolClosedError,
    InterfaceError,
    PersistenceError,
    StoredEvent,
)
from eventsourcing.sqlite import (
    SQLITE3_DEFAULT_LOCK_TIMEOUT,
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from infrastructure.adapters.forked import abandoned_in_children
from infrastructure.sqlite import uri

Row = tuple[str, int, str, bytes]  # stream as hex, version, topic, state
TABLE = "stored_events"
ROWS_IN_A_STATEMENT = 32  # a group commit; executemany gives the interpreter away with every row
# The library reads notification ids as "rowid": the column has that name.
CREATE_TABLE = """CREATE TABLE IF NOT EXISTS stored_events (
    rowid INTEGER PRIMARY KEY AUTOINCREMENT,
    originator_id TEXT NOT NULL,
    originator_version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    UNIQUE (originator_id, originator_version)
)"""
TRIGGERS = {
    "stored_events_refuse_update": """
CREATE TRIGGER IF NOT EXISTS stored_events_refuse_update BEFORE UPDATE ON stored_events
BEGIN SELECT RAISE(ABORT, 'the event store is append-only: no UPDATE'); END""",
    "stored_events_refuse_delete": """
CREATE TRIGGER IF NOT EXISTS stored_events_refuse_delete BEFORE DELETE ON stored_events
BEGIN SELECT RAISE(ABORT, 'the event store is append-only: no DELETE'); END""",
    # INSERT OR REPLACE deletes the old row without firing a trigger for DELETE
    "stored_events_refuse_replace": """
CREATE TRIGGER IF NOT EXISTS stored_events_refuse_replace BEFORE INSERT ON stored_events
WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM stored_events WHERE rowid = NEW.rowid))
  OR EXISTS (SELECT 1 FROM stored_events WHERE originator_id = NEW.originator_id
             AND originator_version = NEW.originator_version)
BEGIN SELECT RAISE(ABORT, 'the event store is append-only: that version exists'); END""",
}


class _Connection(SQLiteConnection):
    @contextlib.contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor

    def rollback_if_open(self) -> None:
        if self._sqlite_conn.in_transaction:
            with contextlib.suppress(sqlite3.Error):  # the first error is the one to report
                self._sqlite_conn.rollback()


class _Transaction(SQLiteTransaction):
    connection: _Connection

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(exc_type, exc_val, exc_tb)
        finally:  # a commit that failed on a full disk leaves its transaction open
            self.connection.rollback_if_open()


class _ConnectionPool(SQLiteConnectionPool):
    def _create_connection(self) -> SQLiteConnection:
        """Ours, because the library's keeps one prepared statement and prepares the rest again."""
        try:
            raw = sqlite3.connect(
                self.db_name,
                uri=True,
                check_same_thread=False,
                isolation_level=None,
                timeout=self.lock_timeout or SQLITE3_DEFAULT_LOCK_TIMEOUT,
            )
            raw.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error as error:
            raise InterfaceError(error) from error
        raw.row_factory = sqlite3.Row  # the library reads columns by name
        return _Connection(sqlite_conn=raw, max_age=self.max_age)


class EventDatastore(SQLiteDatastore):
    """Connections to an existing file; `lock_timeout` in seconds."""

    def __init__(self, path: Path, *, lock_timeout: int) -> None:
        self._writing = threading.Lock()
        self._returned = threading.Condition()
        self._out = 0
        self._closing = False
        self._abandoned = False
        self._patience = lock_timeout
        super().__init__(db_name=uri(path, "rw"), lock_timeout=lock_timeout)
        self.pool = _ConnectionPool(
            db_name=uri(path, "rw"), lock_timeout=lock_timeout, pool_timeout=lock_timeout
        )
        abandoned_in_children(self)

    @contextlib.contextmanager
    def get_connection(self, *, commit: bool) -> Iterator[SQLiteConnection]:
        """A connection; one thread at a time gets one to write.

        The pool's own lock for writers stays locked for ever when a connection cannot be opened,
        and keeps readers waiting behind a waiting writer.
        """
        if self._abandoned:
            raise PersistenceError("it was opened before this process was forked; open it again")
        with self._writing if commit else contextlib.nullcontext(), self._in_use():
            connection = self.pool.get_connection()
            try:
                yield connection
            finally:
                self.pool.put_connection(connection)

    def close(self) -> None:
        """Close when nothing is in use: SQLite crashes if a connection is closed under a reader."""
        if self._abandoned:
            return
        with self._returned:
            self._closing = True
            idle = self._returned.wait_for(lambda: not self._out, timeout=self._patience)
        if idle:
            super().close()

    def abandon(self) -> None:
        """In a forked child: an SQLite file must not be used from both sides of a fork."""
        self._abandoned = True

    @contextlib.contextmanager
    def _in_use(self) -> Iterator[None]:
        with self._returned:
            if self._closing:
                raise ConnectionPoolClosedError
            self._out += 1
        try:
            yield
        finally:
            with self._returned:
                self._out -= 1
                self._returned.notify_all()


class EventRecorder(SQLiteApplicationRecorder):
    """The library's contract over an append-only table."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, events_table_name=TABLE)
        self.insert_events_statement = (
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES (?, ?, ?, ?)"
        )
        self.select_events_statement = (
            "SELECT originator_id, originator_version, topic, state "
            "FROM stored_events WHERE originator_id=? "
        )

    def construct_create_table_statements(self) -> list[str]:
        """Table and triggers."""
        return [CREATE_TABLE, *TRIGGERS.values()]

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **_: Any
    ) -> Sequence[int] | None:
        rows = [
            (
                s.originator_id.hex if isinstance(s.originator_id, UUID) else s.originator_id,
                s.originator_version,
                s.topic,
                s.state,
            )
            for s in stored_events
        ]
        return self.insert_rows(c, rows)

    def insert_rows(self, c: SQLiteCursor, rows: Sequence[Row]) -> Sequence[int]:
        """Insert within the transaction of `c`; the notification ids."""
        if not rows:
            return []
        if len(rows) <= ROWS_IN_A_STATEMENT:
            more = ", (?, ?, ?, ?)" * (len(rows) - 1)
            c.execute(self.insert_events_statement + more, list(chain.from_iterable(rows)))
        else:
            c.executemany(self.insert_events_statement, rows)
        c.execute("SELECT last_insert_rowid()")
        last = int(c.fetchone()[0])
        return list(range(last - len(rows) + 1, last + 1))  # one writer at a time: no gap in it
