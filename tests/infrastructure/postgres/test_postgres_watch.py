"""Watching a PostgreSQL log: told of what others append, also after the server was away."""

import threading
from collections.abc import Iterator
from contextlib import closing
from uuid import UUID

import pytest

from domain.events import RuleDisabled
from infrastructure.adapters import postgres_watch
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_migration import migrate
from tests.examples import fact
from tests.postgres_server import PostgresServer, insert_by_hand

A = UUID(int=1)
FACTS = [fact(RuleDisabled(rule_id=f"rule_{n}"), n) for n in range(10)]
LISTENERS = (
    "FROM pg_stat_activity WHERE application_name = 'baes-optimizer'"
    " AND (query LIKE 'LISTEN%' OR query LIKE 'SELECT max%')"
)
LONG = 30.0  # seconds; nothing here takes as long unless it is broken


@pytest.fixture
def told() -> threading.Event:
    return threading.Event()


@pytest.fixture
def writer(store: PostgresAddress) -> Iterator[PostgresEventLog]:
    with closing(PostgresEventLog(store)) as log:
        yield log


def test_a_watch_is_told_of_what_another_log_appends(
    store: PostgresAddress, writer: PostgresEventLog, told: threading.Event
) -> None:
    with closing(PostgresEventLog(store)) as log, closing(log.watch(told.set)):
        assert told.wait(LONG)  # once when it begins
        for number in range(3):
            told.clear()
            writer.append(A, FACTS[number : number + 1], expected=number)
            assert told.wait(LONG)


def test_a_store_in_another_schema_is_not_heard(
    store: PostgresAddress, postgres: PostgresServer, told: threading.Event
) -> None:
    other = postgres.new_store()
    migrate(other)
    with closing(PostgresEventLog(store)) as log, closing(log.watch(told.set)):
        assert told.wait(LONG)
        told.clear()
        with closing(PostgresEventLog(other)) as elsewhere:
            elsewhere.append(A, FACTS, expected=0)
        assert not told.wait(0.3)


def test_a_watch_whose_connection_was_ended_calls_back_and_goes_on(
    store: PostgresAddress,
    writer: PostgresEventLog,
    postgres: PostgresServer,
    told: threading.Event,
) -> None:
    with closing(PostgresEventLog(store)) as log, closing(log.watch(told.set)):
        assert told.wait(LONG)
        told.clear()
        postgres.execute(f"SELECT pg_terminate_backend(pid, 5000) {LISTENERS}")
        assert told.wait(LONG)
        told.clear()
        writer.append(A, FACTS, expected=0)
        assert told.wait(LONG)


def test_what_no_notification_tells_is_found_by_asking(
    store: PostgresAddress,
    postgres: PostgresServer,
    told: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres_watch, "PROBE_SECONDS", 0.05)
    with closing(PostgresEventLog(store)) as log, closing(log.watch(told.set)):
        assert told.wait(LONG)
        told.clear()
        with postgres.connection() as other:  # as a pooler would swallow it
            other.execute("SET session_replication_role = replica")
            other.execute(insert_by_hand(store))
        assert told.wait(LONG)


def test_a_closed_watch_calls_no_more(
    store: PostgresAddress, writer: PostgresEventLog, told: threading.Event
) -> None:
    with closing(PostgresEventLog(store)) as log:
        watch = log.watch(told.set)
        assert told.wait(LONG)
        watch.close()
        watch.close()
        told.clear()
        writer.append(A, FACTS, expected=0)

        assert not told.wait(0.2)


def test_a_watch_can_be_closed_by_its_own_call(store: PostgresAddress) -> None:
    done = threading.Event()
    with closing(PostgresEventLog(store)) as log:
        ready = threading.Event()

        def close() -> None:
            ready.wait(LONG)
            watch.close()
            done.set()

        watch = log.watch(close)
        ready.set()

        assert done.wait(LONG)
