"""Reading a projection's file while somebody else writes it: one open connection a thread.

Opening costs ten times a read, so connections stay open; a file that was set aside and begun anew
is noticed by its inode.
"""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakSet

from infrastructure.sqlite import connect

LOCK_TIMEOUT = 0.05  # seconds: a reader never waits long; a WAL writer does not block it anyway


class _Held:
    """The connection of one thread, closed with it; the lock is for closing from another one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.db: sqlite3.Connection | None = None
        self.inode = 0

    def close(self) -> None:
        if self.db is not None:
            self.db.close()
            self.db = None

    __del__ = close


class ReadConnections:
    """Read-only access to one SQLite file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: WeakSet[_Held] = WeakSet()
        self._closed = False

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """All rows. sqlite3.Error if the file is locked, damaged or missing."""
        held = self._held()
        with held.lock:
            db = self._current(held)
            return db.execute(statement, values).fetchall()

    def close(self) -> None:
        """Close the connections of all threads; reading afterwards raises sqlite3.Error."""
        self._closed = True
        for held in list(self._all):
            with held.lock:
                held.close()

    def _held(self) -> _Held:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            held = self._local.held = _Held()
            self._all.add(held)
        return held

    def _current(self, held: _Held) -> sqlite3.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError("reading was closed")
        try:
            inode = self.path.stat().st_ino
        except OSError as error:
            held.close()
            raise sqlite3.OperationalError(f"{self.path} is missing") from error
        if held.db is not None and held.inode != inode:
            held.close()
        if held.db is None:
            held.db = connect(self.path, "ro", timeout=LOCK_TIMEOUT)
            held.inode = inode
        return held.db
