"""Reading a projection's file while somebody else writes it: one open connection a thread.

Opening costs ten times a read, so connections stay open; a file that was set aside and begun anew
is noticed by its inode.
"""

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from infrastructure.sqlite import connect

LOCK_TIMEOUT = 0.05  # seconds: a reader never waits long; a WAL writer does not block it anyway


@dataclass(slots=True)
class _Held:
    """The connection of one thread; the lock is for closing from another one."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    db: sqlite3.Connection | None = None
    inode: int = 0


class ReadConnections:
    """Read-only access to one SQLite file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[_Held] = []
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
                _close(held)

    def _held(self) -> _Held:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            held = self._local.held = _Held()
            self._all.append(held)
        return held

    def _current(self, held: _Held) -> sqlite3.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError("reading was closed")
        try:
            inode = self.path.stat().st_ino
        except OSError as error:
            _close(held)
            raise sqlite3.OperationalError(f"{self.path} is missing") from error
        if held.db is not None and held.inode != inode:
            _close(held)
        if held.db is None:
            held.db = connect(self.path, "ro", timeout=LOCK_TIMEOUT)
            held.inode = inode
        return held.db


def _close(held: _Held) -> None:
    if held.db is not None:
        held.db.close()
        held.db = None
