"""The Watch port for a SQLite file: nothing tells us of commits, so it is asked.

`PRAGMA data_version` reads the shared memory of the write-ahead log: no lock, no disk, some
microseconds. What commits through any other connection changes it, of this process or another one.
"""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from infrastructure.adapters.forked import abandoned_in_children
from infrastructure.sqlite import connect

EVERY_SECONDS = 0.01
PAUSE_SECONDS = 0.5  # after a file that could not be asked


class SQLiteWatch:
    """Asks on a thread of its own; a file that is locked, replaced or missing counts as changed."""

    def __init__(self, path: Path, on_append: Callable[[], None]) -> None:
        self._version = DataVersion(path)
        self._version.ask()  # whatever is there already is no news
        self._on_append = on_append
        self._stop = threading.Event()
        abandoned_in_children(self)
        self._thread = threading.Thread(target=self._run, name="event-log-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """See the port."""
        self._stop.set()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def abandon(self) -> None:
        """In a forked child: thread and connection are the parent's."""
        self._stop = threading.Event()  # the parent's thread may have held its lock
        self._stop.set()

    def _run(self) -> None:
        pause = EVERY_SECONDS
        try:
            while not self._stop.wait(pause):
                known, found = self._version.known, self._version.ask()
                pause = EVERY_SECONDS if found is not None else PAUSE_SECONDS
                if found is None or found != known:
                    self._on_append()
        finally:
            self._version.close()


class DataVersion:
    """The number that changes with every commit; comparable while one file stays open."""

    def __init__(self, path: Path) -> None:
        self.known: tuple[int, int] | None = None  # what was answered last
        self._path = path
        self._db: sqlite3.Connection | None = None

    def ask(self) -> tuple[int, int] | None:
        """(inode, version), or None for a file that cannot be asked now."""
        try:
            inode = self._path.stat().st_ino
            if self.known is None or self.known[0] != inode:
                self.close()
            if self._db is None:
                self._db = connect(self._path, "ro", timeout=0)
            (version,) = self._db.execute("PRAGMA data_version").fetchone()
            self.known = (inode, int(version))
        except (sqlite3.Error, OSError):
            self.close()
        return self.known

    def close(self) -> None:
        """Release the file."""
        if self._db is not None:
            self._db.close()
            self._db = None
        self.known = None
