"""`doctor` tells the faults of an event store apart, says what mends each, and touches nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_migration import migrate
from infrastructure.adapters.sqlite_event_file import PAGE_BYTES
from infrastructure.diagnosis import Check, diagnose
from infrastructure.settings import Settings
from tests.examples import EXAMPLES, STREAM, fact
from tests.postgres_server import PostgresServer


def _event_store(settings: Settings) -> Check:
    (check,) = (
        c for c in diagnose(settings) if c.what in {"events.db", "event store in PostgreSQL"}
    )
    return check


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE letters (body TEXT)")


def _text(path: Path) -> None:
    path.write_text("Dear diary, " * 500)


def _truncated(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // (2 * PAGE_BYTES) * PAGE_BYTES])


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 9")


@pytest.mark.parametrize(
    ("spoil", "detail", "remedy"),
    [
        (_foreign, "is no event store of baes-optimizer", "choose another data directory"),
        (_text, "is no SQLite file", "choose another data directory"),
        (_truncated, "is damaged", "restore it from a backup"),
        (_newer, "has format 9, newer than the 1", "upgrade baes-optimizer"),
    ],
)
def test_faults_of_a_file_are_told_apart(
    tmp_path: Path, spoil: Callable[[Path], None], detail: str, remedy: str
) -> None:
    path = tmp_path / "events.db"
    with closing(SQLiteEventLog(path)) as log:
        log.append(STREAM, [fact(one, n) for n, one in enumerate(EXAMPLES * 8)], expected=0)
    spoil(path)
    before = path.read_bytes()

    check = _event_store(Settings(data_dir=tmp_path))

    assert (check.what, check.state) == ("events.db", "broken")
    assert detail in check.detail
    assert remedy in check.remedy
    assert path.read_bytes() == before


def test_a_file_that_is_well_and_none_at_all(tmp_path: Path) -> None:
    assert _event_store(Settings(data_dir=tmp_path)).state == "absent"

    SQLiteEventLog(tmp_path / "events.db").close()

    assert _event_store(Settings(data_dir=tmp_path)).state == "ok"


def _spoilt(postgres: PostgresServer, store: PostgresAddress, fault: str) -> str:
    """The address to use with a fault made real."""
    table = f"{store.schema}.stored_events"
    match fault:
        case "unreachable":
            return "postgresql://u:gehe1m@127.0.0.1:1/d"
        case "unreadable":
            return "postgresql://u:gehe1m@x@h/d"
        case "no database":
            return postgres.address(database="nothing", password="gehe1m")  # noqa: S106 - unused
        case "foreign":
            postgres.execute(f"CREATE SCHEMA {store.schema}", f"CREATE TABLE {table} (x int)")
        case "newer":
            migrate(store)
            mark = "baes-optimizer event store, format 9"
            postgres.execute(f"COMMENT ON TABLE {table} IS '{mark}'")
        case "no right":
            migrate(store)
            return postgres.address(user="reader")
    return postgres.address()


@pytest.mark.parametrize(
    ("fault", "detail", "remedy"),
    [
        ("unreachable", "cannot be reached: Connection refused", "start PostgreSQL there"),
        ("unreadable", "cannot be read as an address", "%40"),
        ("no database", "has no database nothing", "createdb"),
        ("not migrated", "holds no event store yet", "baes-opt store migrate"),
        ("foreign", "is no event store of baes-optimizer", "BAES_EVENT_STORE_SCHEMA"),
        ("newer", "has format 9, newer than the 1", "upgrade baes-optimizer"),
        ("no right", "role reader lacks USAGE on schema", "--grant-to reader"),
    ],
)
def test_faults_of_a_database_are_told_apart(
    postgres: PostgresServer, tmp_path: Path, fault: str, detail: str, remedy: str
) -> None:
    postgres.execute("DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN")
    store = postgres.new_store()
    address = _spoilt(postgres, store, fault)
    settings = Settings(
        data_dir=tmp_path / "none", event_store=address, event_store_schema=store.schema
    )

    check = _event_store(settings)

    assert check.state == "broken"
    assert detail in check.detail
    assert remedy in check.remedy
    assert "gehe1m" not in f"{diagnose(settings)}"
    assert not (tmp_path / "none").exists()


def test_a_database_that_is_well(postgres: PostgresServer, tmp_path: Path) -> None:
    store = postgres.new_store()
    migrate(store)

    check = _event_store(
        Settings(data_dir=tmp_path, event_store=postgres.address(), event_store_schema=store.schema)
    )

    assert check.state == "ok"
    assert f"(schema {store.schema}), at position 0" in check.detail
