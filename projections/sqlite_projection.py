"""The base of projections into SQLite: the position moves in the transaction of the rows.

A batch that is delivered twice counts once, a process that is killed at any point leaves rows and
position that belong together, and several processes may project into one file.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from domain.events import Event, Recorded
from infrastructure.sqlite import store_error, uri
from projections.sqlite_target import SQLiteTarget

# (projection, event, envelope); the event's class is the key under which a handler stands
Handler = Callable[[Any, Any, Recorded], None]
# an event that the table cannot take, as against a file that cannot be used
_EVENT_FAULTS = (
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    sqlite3.DataError,
)


class SQLiteProjection:
    """Subclasses name tables and handlers; the rest is here. Thread-safe, opened when used."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    schema: ClassVar[Sequence[str]]  # statements that may be repeated
    tables: ClassVar[Sequence[str]]  # what a reset empties and a rebuild replaces
    handlers: ClassVar[Mapping[type[Event], Handler]]
    handles: ClassVar[frozenset[type[Event]]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.handles = frozenset(cls.handlers)

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._target = SQLiteTarget(
            path, name=self.name, version=self.version, schema=self.schema, tables=self.tables
        )
        self._told = 0  # the position that the projector was told last
        self._db: sqlite3.Connection  # within a transaction only

    @property
    def path(self) -> Path:
        """Its file."""
        return self._target.path

    @property
    def restored(self) -> str:
        """Why the file was begun anew: "x.db was missing"; empty where it was not."""
        return self._target.restored

    def acknowledge(self) -> None:
        """The restoring was reported."""
        self._target.restored = ""

    def position(self) -> int:
        """How far the log was scanned. StoreError while the file cannot be used."""
        with self._transaction(write=False):
            self._told = self._stored()
            return self._told

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        """Apply events above the stored position and store `scanned`, in one transaction.

        Nothing happens when the table was emptied since `position` was asked: then the batch does
        not follow. StoreError: the file cannot be used; ValueError and the like: an event cannot be
        applied. After either nothing has changed.
        """
        with self._transaction(write=True):
            stored = self._stored()
            if stored < self._told or scanned <= stored:
                return
            for recorded in batch:
                if recorded.position > stored and type(recorded.event) in self.handles:
                    self.handlers[type(recorded.event)](self, recorded.event, recorded)
            self.finish()
            self._store(scanned)

    def finish(self) -> None:
        """Called at the end of each batch, within its transaction."""

    def reset(self) -> None:
        """Empty it: the next apply starts at position 0."""
        with self._transaction(write=True):
            self._empty()
            self._store(0)
        self._told = 0

    def side(self) -> Self:
        """The same projection into a file beside this one, to be filled while this one is read."""
        return type(self)(self.path.with_name(self.path.name + ".rebuild"))

    def replace_by(self, side: Self) -> None:
        """Take over rows and position of `side` in one transaction, and discard its file."""
        with self._lock:
            db = self._connection()
            db.execute("ATTACH ? AS side", [uri(side.path, "ro")])
            try:
                with self._transaction(write=True):
                    self._empty()
                    for table in self.tables:
                        db.execute(f"INSERT INTO main.{table} SELECT * FROM side.{table}")  # noqa: S608 - our own names
                    self._store(db.execute("SELECT position FROM side.projection").fetchone()[0])
            finally:
                db.execute("DETACH side")
        side.discard()

    def discard(self) -> None:
        """Close and remove the file."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Release the file; the next use opens it again."""
        with self._lock:
            self._target.close()

    def _stored(self) -> int:
        row = self._db.execute("SELECT position FROM projection WHERE name = ?", [self.name])
        return int(row.fetchone()[0])

    def _store(self, position: int) -> None:
        self._db.execute("UPDATE projection SET position = ? WHERE name = ?", [position, self.name])

    def _empty(self) -> None:
        known = self._db.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_sequence'")
        counted = known.fetchone() is not None
        for table in self.tables:
            self._db.execute(f"DELETE FROM main.{table}")  # noqa: S608 - our own names
            if counted:  # the same rows get the same ids again
                self._db.execute("DELETE FROM main.sqlite_sequence WHERE name = ?", [table])

    def _connection(self) -> sqlite3.Connection:
        return self._target.connection()

    @contextlib.contextmanager
    def _transaction(self, *, write: bool) -> Iterator[None]:
        with self._lock:
            self._db = db = self._connection()
            try:
                db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                yield
                db.execute("COMMIT")
            except _EVENT_FAULTS as error:
                raise ValueError(str(error)) from error
            except sqlite3.Error as error:
                self._target.give_up(error)
                raise store_error(error, self.path) from error
            finally:
                if self._target.is_open(db) and db.in_transaction:
                    db.execute("ROLLBACK")
