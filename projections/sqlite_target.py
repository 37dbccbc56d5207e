"""The SQLite file that a projection owns: opened when needed, put right when it cannot be used.

It can be thrown away at any time, so whatever is wrong with it has one remedy: set it aside (never
delete it), begin an empty one, and let the log be replayed into that.
"""

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from infrastructure.sqlite import connect, create_private, primary_code, store_error, write_ahead

logger = logging.getLogger(__name__)

LOCK_TIMEOUT = 1.0  # seconds to wait for another process that projects into the same file
_CHECKED_BYTES = 16 * 2**20  # a larger file is not read whole when it is opened
_BEYOND_USE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_TRACKING = """CREATE TABLE IF NOT EXISTS projection (
    name TEXT PRIMARY KEY, version INTEGER NOT NULL, position INTEGER NOT NULL
)"""


class SQLiteTarget:
    """Not thread-safe: its projection is."""

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        version: int,
        schema: Sequence[str],
        tables: Sequence[str],
        indexes: Sequence[str] = (),
        keeps_outdated: bool = False,
    ) -> None:
        """`keeps_outdated`: leave the tables of another version to whoever can replace them."""
        self.path = path
        self.restored = ""  # why it was begun anew: "x.db was missing"; for whoever rebuilds it
        self._name = name
        self._version = version
        self._schema = schema
        self._tables = tables
        self._indexes = indexes
        self._keeps_outdated = keeps_outdated
        self._db: sqlite3.Connection | None = None
        self._inode = 0

    def connection(self) -> sqlite3.Connection:
        """The open file, in WAL mode. StoreError while it is locked or cannot be written."""
        if self._db is not None and self._inode != _inode(self.path):
            logger.warning("%s was replaced or removed: opening it again", self.path)
            self.close()
        if self._db is None:
            self._db = self._open()
            self._inode = _inode(self.path)
        return self._db

    def is_open(self, db: sqlite3.Connection) -> bool:
        """Whether this is the connection in use."""
        return self._db is db

    def give_up(self, error: sqlite3.Error) -> None:
        """After an error in use: a damaged file is set aside, and the next use begins a new one."""
        if is_beyond_use(error):
            self.close()
            self._set_aside("was damaged")

    def close(self) -> None:
        """Release the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _open(self) -> sqlite3.Connection:
        if not self.path.exists() or not self.path.stat().st_size:
            self.restored = self.restored or f"{self.path.name} was missing"
        create_private(self.path)
        try:
            return self._checked()
        except sqlite3.Error as error:
            if not is_beyond_use(error):
                raise store_error(error, self.path) from error
            self._set_aside("was damaged")
        create_private(self.path)
        try:
            return self._checked()
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error

    def _checked(self) -> sqlite3.Connection:
        """The open file with its schema. sqlite3.Error, and then nothing is left open."""
        db = connect(self.path, "rw", timeout=LOCK_TIMEOUT)
        try:
            self._inspect(db)
            write_ahead(db, timeout=LOCK_TIMEOUT)
            db.execute("PRAGMA synchronous = NORMAL")  # the log is what must not be lost
            self._set_up(db)
        except BaseException:
            db.close()
            raise
        return db

    def _inspect(self, db: sqlite3.Connection) -> None:
        tables = {str(name) for (name,) in db.execute("SELECT name FROM sqlite_master")}
        if tables and "projection" not in tables:
            raise _beyond_use("not written by this program")
        if self.path.stat().st_size <= _CHECKED_BYTES:
            [(verdict,)] = db.execute("PRAGMA quick_check(1)").fetchall()
            if verdict != "ok":
                raise _beyond_use(str(verdict))

    def _set_up(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")
        db.execute(_TRACKING)
        found = db.execute("SELECT version FROM projection WHERE name = ?", [self._name]).fetchone()
        if found is None or found[0] == self._version:
            self._create(db)
            self.create_indexes(db)
        else:
            self.restored = f"{self.path.name} was of version {found[0]}, not {self._version},"
            if not self._keeps_outdated:
                self.begin_anew(db)
                self.create_indexes(db)
        db.execute("COMMIT")

    def begin_anew(self, db: sqlite3.Connection) -> None:
        """Empty tables of this version at position 0, within a transaction of the caller's.

        They have no indexes yet: these are made faster when the rows are there.
        """
        for table in self._tables:
            db.execute(f"DROP TABLE IF EXISTS main.{table}")
        db.execute("DELETE FROM main.projection WHERE name = ?", [self._name])
        self._create(db)

    def create_indexes(self, db: sqlite3.Connection) -> None:
        """Those that are not there."""
        for statement in self._indexes:
            db.execute(statement)

    def _create(self, db: sqlite3.Connection) -> None:
        """The tables where there are none."""
        for statement in self._schema:
            db.execute(statement)
        db.execute("INSERT OR IGNORE INTO projection VALUES (?, ?, 0)", [self._name, self._version])

    def _set_aside(self, what: str) -> None:
        number = 1
        while (kept := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        for suffix in ("-wal", "-shm", ""):
            part = self.path.with_name(self.path.name + suffix)
            if part.exists():
                part.rename(kept.with_name(kept.name + suffix))
        logger.warning("%s %s: set aside as %s", self.path, what, kept.name)
        self.restored = f"{self.path.name} {what} (set aside as {kept.name})"


def is_beyond_use(error: sqlite3.Error) -> bool:
    """Whether the file is damaged or no database; not so when it is locked or the disk is full."""
    return primary_code(error) in _BEYOND_USE


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def _beyond_use(reason: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(reason)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
