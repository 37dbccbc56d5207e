"""What every event log promises; the in-memory one included, because it is the fake elsewhere."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from application.ports.event_log import EventLog
from domain.errors import StoreError, StreamConflictError
from domain.events import Fact, ModelCalled, RecognitionHitsRecorded, RuleDisabled, RuleEnabled
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.postgres_migration import migrate
from tests.examples import EXAMPLES, HITS, fact

A, B = UUID(int=1), UUID(int=2)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EventLog]:
    opened: EventLog
    match request.param:
        case "memory":
            opened = MemoryEventLog()
        case "sqlite":
            opened = SQLiteEventLog(tmp_path / "events.db")
        case _:
            address = request.getfixturevalue("postgres").new_store()
            migrate(address)
            opened = PostgresEventLog(address)
    yield opened
    opened.close()


def _facts(count: int, *, first: int = 1, request_id: str = "r") -> list[Fact]:
    return [
        fact(RuleDisabled(rule_id=f"rule_{n}"), n, request_id=request_id)
        for n in range(first, first + count)
    ]


def _envelopes(log: EventLog) -> list[Fact]:
    return [Fact(r.event_id, r.occurred_at, r.request_id, r.event) for r in log.read()]


def test_an_empty_log_is_at_position_0(log: EventLog) -> None:
    assert log.position() == 0
    assert log.read() == []
    assert log.read_stream(A) == []


def test_every_event_is_read_as_it_was_appended(log: EventLog) -> None:
    facts = [fact(event, n) for n, event in enumerate(EXAMPLES, start=1)]

    log.append(A, facts, expected=0)

    assert _envelopes(log) == facts
    assert [r.position for r in log.read()] == list(range(1, len(facts) + 1))


def test_streams_have_their_own_versions_in_one_global_order(log: EventLog) -> None:
    log.append(A, _facts(2), expected=0)
    log.append(B, _facts(1, first=3), expected=0)
    log.append(A, _facts(1, first=4), expected=2)

    assert [(r.position, r.stream, r.version) for r in log.read()] == [
        (1, A, 1),
        (2, A, 2),
        (3, B, 1),
        (4, A, 3),
    ]
    assert [r.position for r in log.read_stream(A)] == [1, 2, 4]
    assert [r.position for r in log.read_stream(A, after=2)] == [4]
    assert log.position() == 4


def test_pages_follow_each_other_without_gap_or_overlap(log: EventLog) -> None:
    log.append(A, _facts(10), expected=0)

    pages = [log.read(after=after, limit=4) for after in (0, 4, 8, 10)]

    assert [[r.position for r in page] for page in pages] == [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 10],
        [],
    ]


def test_reading_by_type_leaves_the_others_out(log: EventLog) -> None:
    log.append(A, [fact(event, n) for n, event in enumerate(EXAMPLES, start=1)], expected=0)

    found = log.read(types=[RuleEnabled, ModelCalled])

    assert [type(r.event) for r in found] == [RuleEnabled, ModelCalled]
    assert log.read(types=[RuleEnabled], after=found[0].position) == []


def test_reading_by_request_finds_its_events_and_the_flushes_that_hold_its_lookups(
    log: EventLog,
) -> None:
    log.append(A, _facts(2, request_id="r-2"), expected=0)
    log.append(A, [fact(HITS, 3, request_id="-")], expected=2)
    log.append(A, [fact(RuleDisabled(rule_id="r-2"), 4, request_id='r-"2')], expected=3)

    assert [r.position for r in log.read(request_id="r-2")] == [1, 2, 3]
    assert [r.position for r in log.read(request_id="r-2", after=1, limit=1)] == [2]
    assert [r.position for r in log.read(request_id="r-2", types=[RecognitionHitsRecorded])] == [3]
    assert [r.position for r in log.read(request_id='r-"2')] == [4]
    assert log.read(request_id="r") == []


def test_a_stale_writer_is_refused_and_nothing_is_stored(log: EventLog) -> None:
    log.append(A, _facts(2), expected=0)

    with pytest.raises(StreamConflictError):
        log.append(A, _facts(2, first=7), expected=1)

    assert log.position() == 2


def test_a_writer_that_is_ahead_of_the_stream_is_refused(log: EventLog) -> None:
    with pytest.raises(StreamConflictError):
        log.append(A, _facts(1), expected=3)

    assert log.position() == 0


def test_the_very_same_facts_again_change_nothing(log: EventLog) -> None:
    log.append(A, _facts(3), expected=0)

    log.append(A, _facts(3), expected=0)
    log.append(A, _facts(2, first=2), expected=1)

    assert log.position() == 3


def test_a_retry_with_one_more_fact_is_refused(log: EventLog) -> None:
    log.append(A, _facts(2), expected=0)

    with pytest.raises(StreamConflictError):
        log.append(A, _facts(3), expected=0)


def test_appending_nothing_stores_nothing(log: EventLog) -> None:
    log.append(A, [], expected=0)

    assert log.position() == 0


def test_many_threads_lose_nothing_and_keep_the_order_of_each_stream(log: EventLog) -> None:
    def write(stream: UUID) -> None:
        for version in range(10):
            log.append(stream, [fact(RuleDisabled(rule_id="x"), version)], expected=version)

    streams = [uuid4() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, streams))

    assert [r.position for r in log.read()] == list(range(1, 81))
    for stream in streams:
        assert [r.version for r in log.read_stream(stream)] == list(range(1, 11))


def test_a_closed_log_says_so(log: EventLog) -> None:
    log.close()
    log.close()

    with pytest.raises(StoreError, match="closed"):
        log.append(A, _facts(1), expected=0)
    with pytest.raises(StoreError, match="closed"):
        log.read()
    with pytest.raises(StoreError, match="closed"):
        log.position()


def test_a_page_ends_at_a_number_of_bytes_too_and_holds_at_least_one(log: EventLog) -> None:
    log.append(A, [fact(HITS, n) for n in range(20)], expected=0)

    one = log.read(max_bytes=1)
    pages, after = [], 0
    while page := log.read(after=after, limit=8, max_bytes=1_000):
        pages.append([r.position for r in page])
        after = page[-1].position

    assert [r.position for r in one] == [1]
    assert [position for page in pages for position in page] == list(range(1, 21))
    assert 1 < max(map(len, pages)) < 8
