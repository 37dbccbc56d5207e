"""Opens the private work file, and decides what to do with one that cannot be used.

The work file belongs to the process that projects; DuckDB locks it. A damaged one is renamed,
never deleted: everything in it comes from the log and is projected again.
"""

import logging
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from domain.errors import StoreBusyError, StoreError
from projections.metrics import daily, schema
from projections.metrics.paths import wal_of
from projections.metrics.tables import TABLES

logger = logging.getLogger(__name__)

_CHECKED_BYTES = 16 * 2**20  # a larger file is not read whole when it is opened
STORAGE_VERSION = "v1.5.0"  # what DuckDB 1.5 and newer can read


@dataclass(frozen=True, slots=True)
class Limits:
    """What DuckDB may use (its own defaults take most of the machine), and how long to wait."""

    memory: str
    threads: int
    busy_seconds: float  # for another process to let go of the file


def open_work_file(
    path: Path, *, name: str, version: int, limits: Limits, keeps_damaged: bool = True
) -> tuple[duckdb.DuckDBPyConnection, str]:
    """The open work file with the tables of `version`, and why it was begun anew ("": it was not).

    A damaged one is set aside for people to look at, unless nobody was ever shown it.
    Raises StoreBusyError where another process holds it, StoreError where it cannot be reached.
    """
    db, reason = None, ""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            db, reason = _reuse(path, version, limits, keeps_damaged=keeps_damaged)
        if db is None:
            db = _connect(path, limits)
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        if not _tables(db):
            schema.create(db, name, version)
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"{path} cannot be used: {str(error).splitlines()[0]}") from error
    return db, reason


def set_aside(path: Path) -> str:
    """Rename a damaged file and its log out of the way; what happened, in words."""
    number = 1
    while (kept := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(kept)
    if wal_of(path).exists():
        wal_of(path).rename(wal_of(kept))
    logger.warning("%s was damaged: set aside as %s", path, kept.name)
    return f"{path.name} was damaged (set aside as {kept.name})"


def discard(path: Path) -> None:
    """Delete a work file and its write-ahead log."""
    for each in (path, wal_of(path)):
        each.unlink(missing_ok=True)


def _reuse(
    path: Path, version: int, limits: Limits, *, keeps_damaged: bool
) -> tuple[duckdb.DuckDBPyConnection | None, str]:
    """The existing file, open; or why it was moved out of the way."""
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreError(f"{path} may not be read and written", hint="check its owner and mode")
    db = None
    try:
        db = _connect(path, limits)
        found = _version(db)
        if found == version and path.stat().st_size <= _CHECKED_BYTES:
            _read_all(db)
    except duckdb.Error as error:
        if db is not None:
            db.close()
        if "Could not write" in str(error):  # a full disk damages nothing
            raise
        if not keeps_damaged:
            discard(path)
            return None, f"{path.name} was damaged"
        logger.warning("%s cannot be read: %s", path, error)
        return None, set_aside(path)
    if found in (version, None):
        return db, ""
    db.close()
    discard(path)
    return None, f"{path.name} was of version {found}, not {version},"


def _connect(path: Path, limits: Limits) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + limits.busy_seconds
    while True:
        try:
            db = duckdb.connect(
                path,
                config={
                    "default_block_size": "16384",
                    "autoinstall_known_extensions": "false",  # nothing is ever downloaded
                    "memory_limit": limits.memory,
                    "storage_compatibility_version": STORAGE_VERSION,
                    "temp_directory": str(path.with_name(path.name + ".tmp")),
                    "threads": str(limits.threads),
                },
            )
            db.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        except duckdb.ConnectionException as error:  # open in this process, with other limits
            raise StoreBusyError(str(path)) from error
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error):
                raise
            if time.monotonic() >= deadline:
                raise StoreBusyError(str(path)) from error
            time.sleep(0.02)
        else:
            return db


def _tables(db: duckdb.DuckDBPyConnection) -> int:
    [(count,)] = db.execute("SELECT count(*) FROM duckdb_tables() WHERE NOT internal").fetchall()
    return int(count)


def _version(db: duckdb.DuckDBPyConnection) -> int | None:
    """The version of the tables; None: there are none, its maker died before it made them."""
    if not _tables(db):
        return None
    rows = db.execute("SELECT schema_version FROM meta.projection").fetchall()
    return int(rows[0][0]) if rows else 0


def _read_all(db: duckdb.DuckDBPyConnection) -> None:
    """Every block has a checksum, which is compared when it is read: duckdb.Error for damage."""
    for name in (*(table.name for table in TABLES), daily.NAME):
        db.execute(f"SELECT bit_xor(hash(kept)) FROM {name} AS kept").fetchall()  # noqa: S608 - our own tables
