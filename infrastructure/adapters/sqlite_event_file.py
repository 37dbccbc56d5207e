"""The file of the SQLite event store: made once, recognised before anything is written to it.

A foreign file, a damaged or truncated one and a newer one are told apart by reading only.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from domain.errors import CorruptStoreError, StoreNewerError
from infrastructure.adapters.sqlite_recorder import CREATE_TABLE, TABLE, TRIGGERS
from infrastructure.sqlite import connect, create_private, store_error, write_ahead

APPLICATION_ID = 0x42414553  # "BAES", in the file's header: `file events.db` shows it
PAGE_BYTES = 8192  # a real event has one or two KB: read a fifth faster than from 4,096
FORMAT = 1


def prepare(path: Path, *, timeout: float) -> None:
    """See that `path` holds an event store of ours; make one where there is none, or an empty file.

    CorruptStoreError, StoreNewerError or StoreError; then nothing was touched.
    """
    create_private(path)
    try:
        if not is_event_store(path, timeout):
            _create(path, timeout)
    except sqlite3.Error as error:
        raise store_error(error, path) from error


def is_event_store(path: Path, timeout: float) -> bool:
    """True for a store of ours that this version knows, False for an empty file.

    Reads only. CorruptStoreError, StoreNewerError, or sqlite3.Error for what is no database.
    """
    with closing(connect(path, "ro", timeout=timeout)) as db:
        db.execute("BEGIN")  # one state of the file, while another process makes it
        application = int(db.execute("PRAGMA application_id").fetchone()[0])
        found = int(db.execute("PRAGMA user_version").fetchone()[0])
        names = {str(name) for (name,) in db.execute("SELECT name FROM sqlite_master")}
        if not names and not application:
            return False
        if application != APPLICATION_ID:
            raise CorruptStoreError(
                f"{path} is no event store of baes-optimizer",
                hint="choose another data directory; the file was not touched",
            )
        if found > FORMAT:
            raise StoreNewerError(str(path), found, FORMAT)
        missing = {TABLE, *TRIGGERS} - names
        if missing:
            raise CorruptStoreError(
                f"{path} is damaged: {', '.join(sorted(missing))} missing",
                hint="restore it from a backup; the file was not touched",
            )
        db.execute("SELECT max(rowid) FROM stored_events").fetchone()
        return True


def _create(path: Path, timeout: float) -> None:
    """Table, triggers and marks in one transaction; of several processes the first one does it."""
    with closing(connect(path, "rw", timeout=timeout)) as db:
        db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        db.execute("PRAGMA synchronous = FULL")
        write_ahead(db, timeout=timeout)  # before there is anything that a crash could half write
        db.execute("BEGIN IMMEDIATE")
        for statement in (CREATE_TABLE, *TRIGGERS.values()):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {FORMAT}")
        db.execute("COMMIT")
