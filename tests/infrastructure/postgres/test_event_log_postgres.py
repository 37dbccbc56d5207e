"""What the PostgreSQL log promises beyond the contract that all logs share."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from eventsourcing.tests.persistence import ApplicationRecorderTestCase

from domain.errors import StoreError, StreamConflictError
from domain.events import RuleDisabled
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_recorder import EventRecorder, EventSubscription
from tests.examples import fact
from tests.postgres_server import PostgresServer, insert_by_hand

A = UUID(int=1)
FACTS = [fact(RuleDisabled(rule_id=f"rule_{n}"), n) for n in range(1, 201)]


@pytest.fixture
def log(store: PostgresAddress) -> Iterator[PostgresEventLog]:
    with closing(PostgresEventLog(store)) as opened:
        yield opened


def _terminate_all(postgres: PostgresServer) -> None:
    """As an administrator would; returns when they are gone."""
    of_ours = "FROM pg_stat_activity WHERE application_name = 'baes-optimizer'"
    postgres.execute(f"SELECT pg_terminate_backend(pid, 5000) {of_ours}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET topic = 'x' WHERE notification_id = 1",
        "DELETE FROM {} WHERE notification_id = 1",
        "DELETE FROM {} WHERE false",
        "TRUNCATE {}",
        """INSERT INTO {} (originator_id, originator_version, topic, state)
           VALUES ('00000000-0000-0000-0000-000000000001', 1, 'x', '')
           ON CONFLICT (originator_id, originator_version) DO UPDATE SET topic = 'x'""",
    ],
)
def test_stored_events_can_be_neither_changed_nor_deleted(
    log: PostgresEventLog, store: PostgresAddress, postgres: PostgresServer, statement: str
) -> None:
    log.append(A, FACTS, expected=0)

    with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
        postgres.execute(statement.format(f"{store.schema}.stored_events"))

    assert [r.event for r in log.read()] == [f.event for f in FACTS]


def test_a_position_cannot_be_chosen(store: PostgresAddress, postgres: PostgresServer) -> None:
    with pytest.raises(psycopg.errors.GeneratedAlways):
        postgres.execute(
            f"INSERT INTO {store.schema}.stored_events VALUES"
            " ('00000000-0000-0000-0000-000000000001', 1, 'x', '', 77)"
        )


def test_a_log_is_found_again(log: PostgresEventLog, store: PostgresAddress) -> None:
    log.append(A, FACTS, expected=0)

    with closing(PostgresEventLog(store)) as again:
        assert [r.event for r in again.read_stream(A)] == [f.event for f in FACTS]


def test_two_openings_of_one_store_share_the_streams(
    log: PostgresEventLog, store: PostgresAddress
) -> None:
    with closing(PostgresEventLog(store)) as other:
        log.append(A, FACTS[:2], expected=0)
        other.append(A, FACTS[2:3], expected=2)
        with pytest.raises(StreamConflictError):
            log.append(A, FACTS[3:4], expected=2)

        assert [r.version for r in log.read_stream(A)] == [1, 2, 3]


def test_commits_are_synced_whatever_the_servers_default_is(
    store: PostgresAddress, postgres: PostgresServer
) -> None:
    postgres.execute("CREATE ROLE hasty SUPERUSER LOGIN")
    postgres.execute("ALTER ROLE hasty SET synchronous_commit = off")
    hasty = PostgresAddress.parse(postgres.address(user="hasty"), schema=store.schema)

    with closing(PostgresEventLog(hasty)) as log, log._store.get_connection() as connection:
        row = connection.execute("SHOW synchronous_commit").fetchone()

    postgres.execute("DROP ROLE hasty")
    assert row == {"synchronous_commit": "on"}


def test_a_rolled_back_append_leaves_a_gap_and_readers_step_over_it(
    log: PostgresEventLog, store: PostgresAddress, postgres: PostgresServer
) -> None:
    log.append(A, FACTS[:1], expected=0)
    with postgres.connection() as other, other.transaction(force_rollback=True):
        other.execute(insert_by_hand(store))
    log.append(A, FACTS[1:2], expected=1)

    assert [r.position for r in log.read()] == [1, 3]
    assert [r.position for r in log.read(after=1)] == [3]
    assert log.position() == 3


def test_whoever_inserts_waits_for_the_one_before(
    log: PostgresEventLog, store: PostgresAddress, postgres: PostgresServer
) -> None:
    """So no position becomes visible before a lower one: not ours only, anybody's."""
    done = threading.Event()

    def append() -> None:
        log.append(A, FACTS[:1], expected=0)
        done.set()

    with postgres.connection() as other:
        with other.transaction():
            other.execute(insert_by_hand(store))
            writer = threading.Thread(target=append)
            writer.start()
            assert not done.wait(0.3)
        writer.join(10)

    assert done.is_set()
    assert [r.position for r in log.read_stream(A)] == [2]


def test_a_writer_that_hangs_is_named_after_the_patience_is_spent(
    store: PostgresAddress, postgres: PostgresServer
) -> None:
    with closing(PostgresEventLog(store, append_patience=1)) as log, postgres.connection() as other:
        with other.transaction(force_rollback=True):
            other.execute(insert_by_hand(store))
            with pytest.raises(StoreError, match="locked by another writer"):
                log.append(A, FACTS[:1], expected=0)

        log.append(A, FACTS[:1], expected=0)


def test_connections_that_are_terminated_are_made_again(
    log: PostgresEventLog, postgres: PostgresServer
) -> None:
    for number in range(5):
        log.append(A, FACTS[number : number + 1], expected=number)
        _terminate_all(postgres)
    _terminate_all(postgres)

    assert log.position() == 5
    _terminate_all(postgres)
    assert [r.event for r in log.read()] == [f.event for f in FACTS[:5]]


def test_a_commit_whose_answer_was_lost_is_neither_lost_nor_doubled(
    log: PostgresEventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    append = log._append

    def lose_the_answer(*args: object) -> None:
        append(*args)  # type: ignore[arg-type]  # passed on as they came
        calls.append(1)
        if len(calls) == 1:
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(log, "_append", lose_the_answer)
    log.append(A, FACTS[:3], expected=0)

    assert len(calls) == 2
    assert [r.event for r in log.read()] == [f.event for f in FACTS[:3]]


def test_closing_ends_waiting_for_a_server_that_is_away(
    log: PostgresEventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[str] = []

    def gone(*_: object) -> None:
        raise psycopg.OperationalError("the connection is lost")

    def append() -> None:
        try:
            log.append(A, FACTS[:1], expected=0)
        except StoreError as error:
            ends.append(error.message)

    monkeypatch.setattr(log, "_append", gone)
    writer = threading.Thread(target=append)
    writer.start()
    log.close()
    writer.join(10)

    assert len(ends) == 1
    assert ends[0].endswith("is closed")


FORKED = """
import os, sys, warnings
from contextlib import closing
from uuid import UUID
from domain.errors import StoreError
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.postgres_address import PostgresAddress
from tests.examples import EXAMPLES, fact

warnings.simplefilter("ignore")  # newer Pythons warn of a fork beside threads: it is what we test
address = PostgresAddress.parse(sys.argv[1], schema=sys.argv[2])
log = PostgresEventLog(address)
watch = log.watch(lambda: None)
log.append(UUID(int=1), [fact(EXAMPLES[0], 1)], expected=0)
child = os.fork()
if child == 0:
    try:
        log.position()
    except StoreError as error:
        print(error.message.partition(" was ")[2])
    watch.close()
    log.close()
    with closing(PostgresEventLog(address)) as own:
        print(own.position())
    sys.exit()
print(os.waitpid(child, 0)[1], flush=True)
log.append(UUID(int=1), [fact(EXAMPLES[1], 2)], expected=1)
watch.close()
print(log.position())
log.close()
"""


def test_a_forked_child_is_refused_and_its_parent_goes_on(
    store: PostgresAddress, postgres: PostgresServer
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FORKED, postgres.address(), store.schema],
        check=True,
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    )

    assert ran.stdout.split("\n") == ["opened before this process was forked", "1", "0", "2", ""]


def test_as_many_threads_as_like_share_a_few_connections(
    log: PostgresEventLog, postgres: PostgresServer
) -> None:
    log.append(A, FACTS, expected=0)
    readers = [threading.Thread(target=log.read) for _ in range(40)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    ((held,),) = postgres.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'baes-optimizer'"
    )
    assert 1 <= held <= 8


class TestRecorderContract(ApplicationRecorderTestCase[EventRecorder]):
    """The library's own contract of an application recorder."""

    @pytest.fixture(autouse=True)
    def _open(self, log: PostgresEventLog) -> None:
        self.log = log

    def create_recorder(self) -> EventRecorder:
        return self.log.recorder

    def test_a_subscription_of_the_library_is_told_of_appends(self) -> None:
        with self.log.recorder.subscribe() as subscription:
            self.log.append(A, FACTS[:2], expected=0)

            assert [next(subscription).originator_version for _ in range(2)] == [1, 2]

    def test_a_subscription_is_told_of_what_is_appended_before_it_listens(self) -> None:
        read, appended = threading.Event(), threading.Event()

        class SlowToListen(EventSubscription):
            def _pull(self) -> None:
                super()._pull()
                read.set()

            def _listen(self) -> None:
                appended.wait()
                super()._listen()

        with SlowToListen(self.log.recorder) as subscription:
            read.wait()
            self.log.append(A, FACTS[:2], expected=0)
            appended.set()

            assert [next(subscription).originator_version for _ in range(2)] == [1, 2]
