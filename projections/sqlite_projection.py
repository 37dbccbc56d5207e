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

from domain.errors import StoreError
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
_COUNTED = "SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_sequence'"


class SQLiteProjection:
    """Subclasses name tables and handlers; the rest is here. Thread-safe, opened when used."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    schema: ClassVar[Sequence[str]]  # statements that may be repeated
    indexes: ClassVar[Sequence[str]] = ()  # the same; what readers look things up by
    tables: ClassVar[Sequence[str]]  # what a reset empties and a rebuild replaces
    handlers: ClassVar[Mapping[type[Event], Handler]]
    handles: ClassVar[frozenset[type[Event]]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.handles = frozenset(cls.handlers)

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._target = self._target_at(path, self.indexes)
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
            self._target.begin_anew(self._db)
            self._target.create_indexes(self._db)
        self._told = 0

    def is_outdated(self) -> bool:
        """Whether the rows are another version's: they can be read, and replaced as a whole."""
        with self._transaction(write=False):
            return self._tracked()[0] != self.version

    def side(self) -> Self:
        """The same projection into a file beside this one, to be filled while this one is read.

        It has no indexes: nobody looks anything up there, and they take half of the time.
        """
        path = self.path.with_name(self.path.name + ".rebuild")
        side = type(self)(path)
        side._target = self._target_at(path, ())  # noqa: SLF001 - it is one of us
        if side.is_outdated():  # of no use any more
            side.reset()
        return side

    def replace_by(self, side: Self) -> bool:
        """Take over rows and position of `side` in one transaction, and discard its file.

        False where another process has brought this one further by now.
        """
        with self._lock:
            db = self._connection()
            db.execute("ATTACH ? AS side", [uri(side.path, "ro")])
            try:
                with self._transaction(write=True):
                    (reached,) = db.execute("SELECT position FROM side.projection").fetchone()
                    version, position = self._tracked()
                    if version == self.version and position > reached:
                        return False
                    self._target.begin_anew(db)
                    for table in self.tables:
                        db.execute(f"INSERT INTO main.{table} SELECT * FROM side.{table}")  # noqa: S608 - our own names
                    self._target.create_indexes(db)
                    if db.execute(_COUNTED).fetchone():  # later rows get the ids they would have
                        db.execute("DELETE FROM main.sqlite_sequence")
                        db.execute(
                            "INSERT INTO main.sqlite_sequence SELECT * FROM side.sqlite_sequence"
                        )
                    self._store(reached)
            finally:
                db.execute("DETACH side")
        side.discard()
        return True

    def discard(self) -> None:
        """Close and remove the file."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Release the file; the next use opens it again."""
        with self._lock:
            self._target.close()

    def _target_at(self, path: Path, indexes: Sequence[str]) -> SQLiteTarget:
        return SQLiteTarget(
            path,
            name=self.name,
            version=self.version,
            schema=self.schema,
            tables=self.tables,
            indexes=indexes,
            keeps_outdated=True,
        )

    def _stored(self) -> int:
        version, position = self._tracked()
        if version != self.version:
            raise StoreError(
                f"{self.path} is of version {version} of {self.name}, not {self.version}",
                hint="end the processes of the other version, and start this one again",
            )
        return position

    def _tracked(self) -> tuple[int, int]:
        """(version, position)"""
        found = "SELECT version, position FROM projection WHERE name = ?"
        version, position = self._db.execute(found, [self.name]).fetchone()
        return int(version), int(position)

    def _store(self, position: int) -> None:
        self._db.execute("UPDATE projection SET position = ? WHERE name = ?", [position, self.name])

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
