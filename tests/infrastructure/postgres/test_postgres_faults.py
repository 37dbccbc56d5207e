"""A server that stops, crashes and comes back under load; writers and a reader at the same time."""

import itertools
import multiprocessing
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Self

import pytest

from domain.errors import StoreError
from domain.events import RecognitionHitsRecorded, Recorded, RuleDisabled
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_migration import migrate
from tests.examples import HITS
from tests.infrastructure.postgres.writer_process import write
from tests.postgres_server import PostgresServer, postgres_server

WRITERS, EVENTS = 4, 50_000


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """A server that may be stopped without disturbing other tests."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def own_store(own_server: PostgresServer) -> PostgresAddress:
    address = own_server.new_store()
    migrate(address)
    return address


class _Load:
    """Threads that record facts and hits, and remember what they were told."""

    def __init__(self, journal: GroupCommitJournal) -> None:
        self.acknowledged: list[str] = []
        self.refused: list[str] = []
        self.hits: list[str] = []
        self._journal = journal
        self._stop = threading.Event()
        self._threads = [
            *(threading.Thread(target=self._facts, args=(n,)) for n in range(4)),
            *(threading.Thread(target=self._hits, args=(n,)) for n in range(2)),
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def more(self, count: int) -> None:
        """Wait until so many more facts were acknowledged."""
        goal, deadline = len(self.acknowledged) + count, time.monotonic() + 60
        while len(self.acknowledged) < goal:
            assert time.monotonic() < deadline, "nothing is acknowledged any more"
            time.sleep(0.01)

    def _facts(self, thread: int) -> None:
        for number in itertools.count():
            if self._stop.is_set():
                return
            rule = f"{thread}_{number}"
            try:
                self._journal.record(RuleDisabled(rule_id=rule), request_id=rule)
                self.acknowledged.append(rule)
            except StoreError:
                self.refused.append(rule)
                time.sleep(0.01)

    def _hits(self, thread: int) -> None:
        for number in itertools.count():
            if self._stop.is_set():
                return
            request = f"{thread}_{number}"
            self._journal.record_hit(HITS.hits[0]._replace(request_id=request))
            self.hits.append(request)
            time.sleep(0.002)


def _stored(address: PostgresAddress) -> tuple[Counter[str], Counter[str], list[Recorded]]:
    with closing(PostgresEventLog(address)) as log:
        events = log.read(limit=1_000_000)
    facts = Counter(r.event.rule_id for r in events if isinstance(r.event, RuleDisabled))
    flushes = [r.event for r in events if isinstance(r.event, RecognitionHitsRecorded)]
    return facts, Counter(hit.request_id for flush in flushes for hit in flush.hits), events


@pytest.mark.slow
def test_a_server_that_comes_back_under_load_has_lost_nothing_and_doubled_nothing(
    own_server: PostgresServer, own_store: PostgresAddress
) -> None:
    log = PostgresEventLog(own_store)
    journal = GroupCommitJournal(log, SystemClock())

    with _Load(journal) as load:
        for crash in (False, True, False, True):
            load.more(20)
            own_server.stop(crash=crash)
            time.sleep(0.3)
            own_server.start()
            load.more(20)
            for _ in range(5):
                own_server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'baes-optimizer'"
                )
                load.more(5)
    journal.close()
    log.close()

    facts, hits, events = _stored(own_store)
    assert load.refused == []
    assert len(load.acknowledged) > 200
    assert facts == Counter(load.acknowledged)
    assert hits == Counter(load.hits)
    assert [r.version for r in events] == list(range(1, len(events) + 1))


@pytest.mark.slow
def test_a_server_that_stays_away_is_a_store_error_and_used_again_when_it_is_back(
    own_server: PostgresServer, own_store: PostgresAddress
) -> None:
    log = PostgresEventLog(own_store, append_patience=0.5, read_patience=0.2)
    journal = GroupCommitJournal(log, SystemClock())

    with _Load(journal) as load:
        load.more(20)
        own_server.stop()
        while not load.refused:
            time.sleep(0.05)
        unhealthy = not journal.healthy
        with pytest.raises(StoreError, match="cannot be reached"):
            log.position()
        own_server.start()
        load.more(20)
    healthy = journal.healthy
    journal.close()
    log.close()

    facts, hits, _ = _stored(own_store)
    assert unhealthy
    assert healthy
    assert set(load.acknowledged) <= facts.keys()
    assert facts.keys() <= {*load.acknowledged, *load.refused}
    assert max(facts.values()) == 1
    assert hits == Counter(load.hits)


@pytest.mark.slow
def test_a_reader_behind_four_writers_misses_nothing(store: PostgresAddress) -> None:
    context = multiprocessing.get_context("forkserver")
    arguments = [(store.conninfo, store.schema, f"w{n}", EVENTS // WRITERS) for n in range(WRITERS)]
    writers = [context.Process(target=write, args=one, daemon=True) for one in arguments]
    seen: list[Recorded] = []
    empty, deadline = 0, time.monotonic() + 240

    with closing(PostgresEventLog(store)) as log:
        for writer in writers:
            writer.start()
        while len(seen) < EVENTS and empty < 3:
            assert time.monotonic() < deadline, "the writers are not done"
            running = any(writer.is_alive() for writer in writers)
            page = log.read(after=seen[-1].position if seen else 0)
            seen += page
            empty += not page and not running
        newest = log.position()
    for writer in writers:
        writer.join()

    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    rules = [r.event.rule_id for r in seen if isinstance(r.event, RuleDisabled)]
    wanted = {f"w{n}_{m}" for n in range(WRITERS) for m in range(EVENTS // WRITERS)}
    assert len(wanted - set(rules)) == 0, f"{len(wanted - set(rules))} missed"
    assert len(rules) == EVENTS
    assert seen[-1].position == newest
