"""What went wrong in projections: events that one could not apply, and targets that one cannot use.

Kept with the reason and shown by `projection status`, whichever process it happened in.
In a file of its own, because a projection may live in any kind of target; disposable like them.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from infrastructure.sqlite import store_error
from projections.sqlite_target import SQLiteTarget


@dataclass(frozen=True, slots=True)
class SetAside:
    """One event that a projection does without."""

    projection: str
    position: int
    reason: str


class ProjectionErrors:
    """The table `projection_errors`. Thread-safe; StoreError if the file cannot be used."""

    schema: ClassVar[Sequence[str]] = (
        """CREATE TABLE IF NOT EXISTS projection_errors (
    projection TEXT NOT NULL, position INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (projection, position)
)""",
        """CREATE TABLE IF NOT EXISTS projection_failures (
    projection TEXT PRIMARY KEY, message TEXT NOT NULL
)""",
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._target = SQLiteTarget(
            path,
            name="projection_errors",
            version=1,
            schema=self.schema,
            tables=("projection_errors", "projection_failures"),
        )

    def add(self, projection: str, position: int, reason: str) -> None:
        """Remember; a second time changes nothing but the reason."""
        with self._using() as db:
            db.execute(
                "INSERT OR REPLACE INTO projection_errors VALUES (?, ?, ?)",
                (projection, position, reason),
            )

    def of(self, projection: str) -> list[SetAside]:
        """In order of position."""
        with self._using() as db:
            found = db.execute(
                "SELECT projection, position, reason FROM projection_errors "
                "WHERE projection = ? ORDER BY position",
                (projection,),
            )
            return [SetAside(*row) for row in found]

    def forget(self, projection: str) -> None:
        """It is rebuilt: every event gets another chance."""
        with self._using() as db:
            db.execute("DELETE FROM projection_errors WHERE projection = ?", (projection,))

    def move(self, source: str, target: str) -> None:
        """What was set aside as `source` replaces what was set aside as `target`."""
        with self._using() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                db.execute("DELETE FROM projection_errors WHERE projection = ?", (target,))
                db.execute(
                    "UPDATE projection_errors SET projection = ? WHERE projection = ?",
                    (target, source),
                )
                db.execute("COMMIT")
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")

    def fail(self, projection: str, message: str) -> None:
        """Its target cannot be used, and why."""
        with self._using() as db:
            db.execute(
                "INSERT OR REPLACE INTO projection_failures VALUES (?, ?)", (projection, message)
            )

    def recover(self, projection: str) -> None:
        """Its target can be used again."""
        if self.path.exists() and self.failure(projection):
            with self._using() as db:
                db.execute("DELETE FROM projection_failures WHERE projection = ?", (projection,))

    def failure(self, projection: str) -> str:
        """Why its target cannot be used, as some process found last; empty if it can."""
        with self._using() as db:
            found = db.execute(
                "SELECT message FROM projection_failures WHERE projection = ?", (projection,)
            )
            return str((found.fetchone() or [""])[0])

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._target.close()

    @contextlib.contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._target.connection()
            except sqlite3.Error as error:
                self._target.give_up(error)
                raise store_error(error, self._target.path) from error
