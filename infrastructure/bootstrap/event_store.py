"""The event store that the settings name: a SQLite file in the data directory, or PostgreSQL.

Whoever stays with SQLite never imports psycopg.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from application.ports.event_log import EventLog
from domain.errors import RejectedError, StoreError
from infrastructure.settings import Settings

if TYPE_CHECKING:
    from infrastructure.adapters.postgres_address import PostgresAddress

LOG_FILE = "events.db"
_COUNT = "SELECT count(*) FROM stored_events"
STATUS_TIMEOUT = 5.0  # seconds that a locked file is waited for


@dataclass(frozen=True, slots=True)
class EventStoreStatus:
    """What is in an event store.

    `event_store` is a path, or an address without its password; `events` is None if not counted.
    """

    event_store: str
    kind: Literal["sqlite", "postgresql"]
    schema: str | None
    format: int
    events: int | None
    position: int
    bytes: int


def is_there(settings: Settings) -> bool:
    """Whether there is an event store, or one that has to be asked."""
    return settings.event_store is not None or (settings.data_dir / LOG_FILE).exists()


def open_event_log(settings: Settings) -> EventLog:
    """The log, ready for use. StoreError and its kin; then nothing was changed."""
    if settings.event_store is None:
        from infrastructure.adapters.event_log_sqlite import SQLiteEventLog

        return SQLiteEventLog(settings.data_dir / LOG_FILE)
    address = _address(settings)
    from infrastructure.adapters.event_log_postgres import PostgresEventLog

    return PostgresEventLog(address)


def migrate_event_store(settings: Settings, *, grant_to: Sequence[str] = ()) -> list[str]:
    """Make what the store needs and say what that was; StoreError, RejectedError."""
    if settings.event_store is not None:
        address = _address(settings)
        from infrastructure.adapters.postgres_migration import migrate

        return migrate(address, grant_to=grant_to)
    if grant_to:
        raise RejectedError(
            "a SQLite event store has no roles to grant rights to",
            hint="leave --grant-to out, or set BAES_EVENT_STORE to a PostgreSQL address",
        )
    from infrastructure.adapters.sqlite_event_file import prepare

    path = settings.data_dir / LOG_FILE
    was_there = path.exists() and path.stat().st_size > 0
    prepare(path, timeout=STATUS_TIMEOUT)
    return [] if was_there else [f"created {path}"]


def event_store_status(settings: Settings, *, count: bool = True) -> EventStoreStatus:
    """Look into the store and touch nothing. StoreError and its kin for one that cannot be used.

    Counting reads a whole index: a second for some ten million events.
    """
    if settings.event_store is None:
        return _sqlite_status(settings.data_dir / LOG_FILE, count=count)
    address = _address(settings)
    from infrastructure.adapters.postgres_state import read_figures

    figures = read_figures(address, count=count)
    return EventStoreStatus(
        event_store=address.shown,
        kind="postgresql",
        schema=address.schema,
        format=figures.format,
        events=figures.events,
        position=figures.position,
        bytes=figures.bytes,
    )


def _sqlite_status(path: Path, *, count: bool) -> EventStoreStatus:
    from infrastructure.adapters.sqlite_event_file import FORMAT, is_event_store
    from infrastructure.sqlite import connect, store_error

    absent = StoreError(
        f"{path} does not exist yet", hint="run 'baes-opt store migrate', or record something"
    )
    if not path.exists():
        raise absent
    try:
        if not is_event_store(path, STATUS_TIMEOUT):
            raise absent
        with closing(connect(path, "ro", timeout=STATUS_TIMEOUT)) as db:
            newest = "SELECT coalesce(max(rowid), 0) FROM stored_events"
            (position,) = db.execute(newest).fetchone()
            events = db.execute(_COUNT).fetchone()[0] if count else None
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    size = sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*") if part.is_file())
    return EventStoreStatus(str(path), "sqlite", None, FORMAT, events, position, size)


def _address(settings: Settings) -> "PostgresAddress":
    with _psycopg_needed():
        from infrastructure.adapters.postgres_address import PostgresAddress

    return PostgresAddress.parse(str(settings.event_store), schema=settings.event_store_schema)


@contextmanager
def _psycopg_needed() -> Iterator[None]:
    try:
        import psycopg_pool  # noqa: F401 - the library asks for it as well

        yield
    except ImportError as error:
        raise StoreError(
            f"an event store in PostgreSQL needs psycopg, which cannot be loaded: {error}",
            hint="pip install 'baes-optimizer[postgres]'",
        ) from error
