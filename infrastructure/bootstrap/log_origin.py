"""Which log the read models of a data directory were made from: the id of its first event.

A data directory may be pointed to another event store; positions of one log mean nothing in
another, so the read models have to be made anew. They are disposable; the log is not.
"""

from pathlib import Path
from uuid import uuid4

from application.ports.event_log import EventLog
from domain.errors import CorruptHistoryError, StoreError, StoreNewerError

ORIGIN_FILE = "event_store.id"


def origin_of(log: EventLog) -> str | None:
    """What tells one log from another; None while it is empty. StoreError."""
    try:
        first = log.read(limit=1)
    except (CorruptHistoryError, StoreNewerError):  # it is there, and stays unreadable
        return "unreadable"
    return str(first[0].event_id) if first else None


def known_origin(folder: Path) -> str | None:
    """The log that the read models in this folder were made from; None if nobody wrote it down."""
    try:
        return (folder / ORIGIN_FILE).read_text(encoding="ascii").strip() or None
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    except OSError as error:
        raise _unusable(folder, error) from error


def remember_origin(folder: Path, origin: str | None) -> None:
    """Write it down, or forget it with None. StoreError when the folder cannot be written."""
    path, side = folder / ORIGIN_FILE, folder / f".{ORIGIN_FILE}-{uuid4().hex}"
    try:
        if origin is None:
            path.unlink(missing_ok=True)
            return
        side.touch(mode=0o600)
        side.write_text(origin + "\n", encoding="ascii")
        side.replace(path)
    except OSError as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{folder / ORIGIN_FILE} cannot be used: {error.strerror}",
        hint="check the rights of the data directory, or choose another one",
    )
