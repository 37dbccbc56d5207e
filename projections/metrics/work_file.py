"""Opens the private work file, and decides what to do with one that cannot be used.

The work file belongs to the process that projects; DuckDB locks it. A damaged one is renamed,
never deleted: everything in it comes from the log and is projected again.
"""

import logging
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from domain.errors import StoreBusyError, StoreError
from projections.metrics import schema

logger = logging.getLogger(__name__)

STORAGE_VERSION = "v1.5.0"  # what DuckDB 1.5 and newer can read


@dataclass(frozen=True, slots=True)
class Limits:
    """What DuckDB may use (its own defaults take most of the machine), and how long to wait."""

    memory: str = "512MB"
    threads: int = 2
    busy_seconds: float = 0.5  # for another process to let go of the file


def open_work_file(
    path: Path, *, name: str, version: int, limits: Limits, note: Callable[[str], None]
) -> duckdb.DuckDBPyConnection:
    """The open work file with the tables of `version`; what had to be done to it goes to `note`.

    Raises StoreBusyError where another process holds it, StoreError where it cannot be reached.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        db = _reuse(path, version, limits, note) if path.exists() else None
        if db is None:
            db = _connect(path, limits)
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        if not _tables(db):
            schema.create(db, name, version)
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"{path} cannot be used: {str(error).splitlines()[0]}") from error
    return db


def discard(path: Path) -> None:
    """Delete a work file and its write-ahead log."""
    for each in (path, wal_of(path)):
        each.unlink(missing_ok=True)


def wal_of(path: Path) -> Path:
    """The write-ahead log that DuckDB keeps beside a database."""
    return path.with_name(path.name + ".wal")


def _reuse(
    path: Path, version: int, limits: Limits, note: Callable[[str], None]
) -> duckdb.DuckDBPyConnection | None:
    """The existing file, open; None after it was moved out of the way."""
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreError(f"{path} may not be read and written", hint="check its owner and mode")
    db = None
    try:
        db = _connect(path, limits)
        found = _version(db)
    except duckdb.Error as error:
        logger.warning("%s cannot be read: %s", path, error)
        if db is not None:
            db.close()
        note(f"{path.name} was damaged: kept as {_set_aside(path)}, rebuilt from the log")
        return None
    if found in (version, None):
        return db
    db.close()
    discard(path)
    note(f"{path.name} had tables of version {found}: rebuilt from the log as version {version}")
    return None


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


def _set_aside(path: Path) -> str:
    """Rename the file and its log out of the way; the new name."""
    number = 1
    while (kept := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(kept)
    if wal_of(path).exists():
        wal_of(path).rename(wal_of(kept))
    return kept.name
