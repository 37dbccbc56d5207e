"""The open work file: facts and the position move together in one transaction.

The daily sums follow when they are to be read, with a position of their own.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb

from domain.errors import CorruptStoreError, StoreError
from domain.events import Recorded
from projections.metrics import daily, publish
from projections.metrics.behind import Behind
from projections.metrics.load import Load, insert, is_checked, prepared
from projections.metrics.rows import rows_of

# a value that no column of ours can take, as against a file that cannot be used
_MISFITS = (duckdb.DataError, duckdb.IntegrityError, duckdb.InvalidInputException)
# what DuckDB raises when it has met what it cannot have written
_DAMAGE = (duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


class MetricsState:
    """Owns a connection and the descriptor that copies are read through. Not thread-safe."""

    def __init__(
        self, path: Path, db: duckdb.DuckDBPyConnection, *, behind: Behind | None = None
    ) -> None:
        """With `behind`, large batches are committed there; a failure shows in the next call."""
        self.is_usable = True  # False once DuckDB refuses everything until it is opened again
        self._path = path
        self._db = db
        self._behind = behind
        self._position: int | None = None
        self._known_sets: set[str] = set()  # of outcomes, that are stored; a few dozen
        self._file = os.open(path, os.O_RDONLY)  # kept until the connection is closed: publish.py

    def was_replaced(self) -> bool:
        """Another file has its name now, or none: somebody deleted or rebuilt it."""
        try:
            now = self._path.stat()
        except FileNotFoundError:
            return True
        return not os.path.samestat(now, os.fstat(self._file))

    def position(self) -> int:
        """How far the log was read, with what is being committed; nobody else can have moved it."""
        if self._position is None:
            with self._errors():
                # fetchall, always: a result that is not read to its end blocks the connection
                [(found,)] = self._db.execute("SELECT position FROM meta.projection").fetchall()
            self._position = int(found)
        return self._position

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> bool:
        """Append what is above the stored position; whether anything moved.

        StoreError where the file, ValueError where an event is to blame: then nothing moved.
        """
        stored = self.position()
        if scanned <= stored:
            return False
        fresh = [recorded for recorded in batch if recorded.position > stored]
        found = rows_of(fresh, self._known_sets)
        newest = max((recorded.occurred_at for recorded in fresh), default=None)
        with _misfits():
            loads = prepared(found)
        commit = partial(self._commit, loads, scanned, newest)
        self.settle()
        if self._behind is not None and is_checked(loads):
            self._behind.start(commit)
        else:
            commit()
        self._position = scanned
        self._known_sets.update(found.sets.values())
        return True

    def settle(self) -> None:
        """Wait for a commit that is under way. StoreError if it failed: then nothing moved."""
        if self._behind is not None:
            try:
                self._behind.settle()
            except StoreError:
                self._position = None
                self._known_sets.clear()
                raise

    def _commit(self, loads: Sequence[Load], scanned: int, newest: datetime | None) -> None:
        with self._transaction():
            with _misfits():
                insert(self._db, loads)
            self._db.execute(
                "UPDATE meta.projection SET position = ?, "
                "updated_at = greatest(updated_at, ?::TIMESTAMPTZ)",
                [scanned, newest],
            )

    def measure_against(self, tokens: int, seconds: float) -> bool:
        """Set the baseline; whether it is another one than before."""
        with self._transaction():
            before = self._db.execute("SELECT tokens, seconds FROM meta.baseline").fetchall()
            if before == [(tokens, seconds)]:
                return False
            self._db.execute("DELETE FROM meta.baseline")
            self._db.execute("INSERT INTO meta.baseline VALUES (?, ?)", [tokens, seconds])
        return True

    def publish(self, target: Path) -> None:
        """Bring the daily sums up to date, and replace `target` by a copy of the whole."""
        self.settle()
        with self._transaction():  # nobody reads them before they are published
            self._db.execute(daily.MERGE)
            self._db.execute("UPDATE meta.projection SET summed = position")
        self.checkpoint()
        with self._errors():
            publish.publish(self._file, target)

    def checkpoint(self) -> None:
        """Leave nothing in the write-ahead log: the next opening has nothing to replay."""
        self.settle()
        with self._errors():
            self._db.execute("CHECKPOINT")

    def close(self) -> None:
        """Release the file and its lock; what is not checkpointed stays in its log."""
        try:
            self.settle()
        finally:
            if self._behind is not None:
                self._behind.close()
            try:
                with self._errors():
                    self._db.close()
            finally:
                os.close(self._file)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing: after a failed statement COMMIT would say nothing and store nothing."""
        with self._errors():
            self._db.execute("BEGIN")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(duckdb.Error):  # an invalidated database has none
                    self._db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (duckdb.Error, OSError) as error:
            what = f"{self._path} cannot be used: {str(error).splitlines()[0]}"
            if "Could not write" in str(error):  # a full disk damages nothing
                self.is_usable = False
                raise StoreError(what) from error
            if isinstance(error, _DAMAGE) or "Corrupt database file" in str(error):
                raise CorruptStoreError(what) from error
            raise StoreError(what) from error


@contextlib.contextmanager
def _misfits() -> Iterator[None]:
    """A value that no column can take is the event's fault, not the file's."""
    try:
        yield
    except _MISFITS as error:
        raise ValueError(str(error).splitlines()[0]) from error
