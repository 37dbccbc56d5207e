"""What every SQLite file of ours needs, whoever owns it: opening, privacy, errors in our words.

Below adapters and projections, which do not know each other but both keep SQLite files.
"""

import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from domain.errors import CorruptStoreError, StoreError

Mode = Literal["ro", "rw", "rwc"]


def uri(path: Path, mode: Mode) -> str:
    """The address of a file for sqlite3, whatever characters its path has."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def connect(path: Path, mode: Mode, *, timeout: float) -> sqlite3.Connection:
    """An autocommit connection that any thread may use; `timeout` in seconds. sqlite3.Error."""
    return sqlite3.connect(
        uri(path, mode), uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
    )


def write_ahead(db: sqlite3.Connection, *, timeout: float) -> None:
    """Put the file in WAL mode, which it keeps; wait up to `timeout` seconds for others at it.

    For this one change SQLite asks no busy handler: it refuses at once while another connection
    reads or writes. sqlite3.Error.
    """
    deadline = time.monotonic() + timeout
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_BUSY_PAUSE)
        else:
            return


def create_private(path: Path) -> None:
    """An empty file of mode 0600 in a folder of mode 0700, where there is none. StoreError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        if not path.is_file():
            raise StoreError(
                f"{path} cannot be a file there", hint="choose another data directory"
            ) from error
    except OSError as error:
        raise StoreError(
            f"{path} cannot be created: {error.strerror}",
            hint="check that the data directory can be written, or choose another one",
        ) from error


def damaged(path: Path, finding: object) -> CorruptStoreError:
    """SQLite can read the file and finds fault with it."""
    return CorruptStoreError(f"{path} is damaged: {finding}", hint=_RESTORE)


def store_error(error: sqlite3.Error, path: Path) -> StoreError:
    """The same fault as a sentence that names the file and the remedy."""
    code = primary_code(error)
    if code == sqlite3.SQLITE_IOERR and not _has_space(path):  # what opening on a full disk says
        code = sqlite3.SQLITE_FULL
    match code:
        case sqlite3.SQLITE_NOTADB:
            return CorruptStoreError(f"{path} is no SQLite file", hint=_ELSEWHERE)
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path, error)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            fault, hint = "is locked by another process", "end that process, or try again later"
        case sqlite3.SQLITE_FULL:
            fault, hint = "cannot grow: the disk is full", "free some space and try again"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            fault, hint = f"cannot be opened for writing: {error}", _RIGHTS
        case sqlite3.SQLITE_IOERR:
            fault, hint = f"cannot be read or written: {error}", _DISK
        case _:
            fault, hint = f"cannot be used: {error}", ""
    return StoreError(f"{path} {fault}", hint=hint)


def primary_code(error: sqlite3.Error) -> int:
    """What went wrong, without the details of an extended code; 0 if SQLite did not say."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _has_space(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free >= _SPACE_TO_OPEN
    except OSError:
        return True  # something else is the matter


_BUSY_PAUSE = 0.005  # seconds between two attempts
_SPACE_TO_OPEN = 64 * 1024  # bytes that SQLite needs to open a file that is written ahead
_RIGHTS = "check the rights of file and folder, or choose another data directory"
_DISK = "check the disk, and the limits on the size of files; then try again"
_ELSEWHERE = "choose another data directory; the file was not touched"
_RESTORE = "restore it from a backup; the file was not touched"
