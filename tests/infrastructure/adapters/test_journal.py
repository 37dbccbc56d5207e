"""The journal loses no acknowledged fact, lets no hit wait, and says when it cannot."""

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import StoreError
from domain.events import Fact, Hit, RecognitionHitsRecorded, Recorded, RuleDisabled, Tier
from infrastructure.adapters import journal as module
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from tests.examples import WHEN


class _Log(MemoryEventLog):
    """A log whose disk can be slow, refuse, store and then fail, or store later than it said."""

    __slots__ = (
        "_late",
        "appends",
        "before_append",
        "fails_after_storing",
        "fails_to_read",
        "gate",
        "holds_back",
        "lets_go_before_the_next",
        "refuses",
    )

    def __init__(self) -> None:
        super().__init__()
        self.appends: list[int] = []
        self.before_append: Callable[[], object] = int
        self.gate = threading.Event()
        self.gate.set()
        self.refuses = False
        self.fails_after_storing = False
        self.fails_to_read = False
        self.holds_back = False
        self.lets_go_before_the_next = False
        self._late: tuple[UUID, Sequence[Fact], int] | None = None

    def append(self, stream: UUID, facts: Sequence[Fact], *, expected: int) -> None:
        self.gate.wait(10)
        self.before_append()
        if self.refuses:
            raise StoreError("the disk is full", hint="free some space")
        if self.holds_back:
            self._late = (stream, facts, expected)
            raise StoreError("the connection was lost")
        if self.lets_go_before_the_next and self._late:
            super().append(self._late[0], self._late[1], expected=self._late[2])
            self._late = None
        super().append(stream, facts, expected=expected)
        self.appends.append(len(facts))
        if self.fails_after_storing:
            raise StoreError("the disk went away after the commit")

    def read_stream(self, stream: UUID, *, after: int = 0) -> list[Recorded]:
        if self.fails_to_read:
            raise StoreError("the stream cannot be read")
        return super().read_stream(stream, after=after)


@pytest.fixture
def log() -> _Log:
    return _Log()


@pytest.fixture
def journal(log: _Log) -> Iterator[GroupCommitJournal]:
    opened = GroupCommitJournal(log, SystemClock())
    yield opened
    log.gate.set()
    opened.close()


def _hit(number: int = 1) -> Hit:
    return Hit(f"key {number}", "r-1", Tier.MEMORY, WHEN, 1e-6, 800)


def _stored_hits(log: _Log) -> list[Hit]:
    return [
        hit
        for recorded in log.read(limit=10_000)
        if isinstance(recorded.event, RecognitionHitsRecorded)
        for hit in recorded.event.hits
    ]


def _rule(number: int) -> RuleDisabled:
    return RuleDisabled(rule_id=f"rule_{number}")


def _until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def test_a_recorded_fact_is_in_the_log_when_the_call_returns(
    log: _Log, journal: GroupCommitJournal
) -> None:
    journal.record(_rule(1), _rule(2), request_id="r-7")

    stored = log.read()
    assert [r.event for r in stored] == [_rule(1), _rule(2)]
    assert [(r.stream, r.version, r.request_id) for r in stored] == [
        (journal.stream, 1, "r-7"),
        (journal.stream, 2, "r-7"),
    ]


def test_facts_of_many_threads_share_commits_and_none_is_lost(
    log: _Log, journal: GroupCommitJournal
) -> None:
    log.gate.clear()
    threads = [
        threading.Thread(target=journal.record, args=(_rule(n),), kwargs={"request_id": f"r-{n}"})
        for n in range(32)
    ]
    for thread in threads:
        thread.start()
    _until(lambda: len(journal._callers) >= 16)  # the others wait in the first group
    time.sleep(0.1)
    log.gate.set()
    for thread in threads:
        thread.join(10)

    assert sorted(r.request_id for r in log.read()) == sorted(f"r-{n}" for n in range(32))
    assert len(log.appends) <= 3


def test_a_hit_is_committed_within_50_milliseconds_or_little_more(
    log: _Log, journal: GroupCommitJournal
) -> None:
    journal.record_hit(_hit())

    _until(log.position, seconds=1.0)
    assert _stored_hits(log) == [_hit()]


def test_hits_travel_together_in_their_order_a_thousand_at_most(
    log: _Log, journal: GroupCommitJournal
) -> None:
    log.gate.clear()
    hits = [_hit(n) for n in range(2500)]

    for hit in hits:
        journal.record_hit(hit)
    log.gate.set()
    journal.flush()

    assert _stored_hits(log) == hits
    sizes = [len(r.event.hits) for r in log.read() if isinstance(r.event, RecognitionHitsRecorded)]
    assert max(sizes) <= 1000
    assert len(sizes) <= 5
    assert {r.request_id for r in log.read()} == {"-"}


def test_flush_returns_when_the_hits_are_committed(log: _Log, journal: GroupCommitJournal) -> None:
    for n in range(10):
        journal.record_hit(_hit(n))

    journal.flush()

    assert len(_stored_hits(log)) == 10


def test_a_miss_stands_before_the_fact_that_it_led_to(
    log: _Log, journal: GroupCommitJournal
) -> None:
    journal.record_hit(_hit())
    journal.record(_rule(1), request_id="r-1")

    assert [type(r.event) for r in log.read()] == [RecognitionHitsRecorded, RuleDisabled]


def test_closing_drains_and_recording_afterwards_is_refused(
    log: _Log, journal: GroupCommitJournal
) -> None:
    journal.record_hit(_hit())

    journal.close()
    journal.close()

    assert _stored_hits(log) == [_hit()]
    with pytest.raises(StoreError, match="journal is closed"):
        journal.record(_rule(1), request_id="r-1")
    with pytest.raises(StoreError, match="journal is closed"):
        journal.record_hit(_hit())
    journal.flush()


def test_everybody_who_waits_hears_that_the_store_refuses(
    log: _Log, journal: GroupCommitJournal
) -> None:
    log.refuses = True
    errors: list[StoreError] = []

    def record(number: int) -> None:
        try:
            journal.record(_rule(number), request_id="r")
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=record, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert [(e.message, e.hint) for e in errors] == [("the disk is full", "free some space")] * 8
    assert not journal.healthy


def test_hits_outlive_a_store_that_refuses_for_a_while(
    log: _Log, journal: GroupCommitJournal
) -> None:
    log.refuses = True
    journal.record_hit(_hit(1))
    with pytest.raises(StoreError, match="disk is full"):
        journal.flush()
    journal.record_hit(_hit(2))

    log.refuses = False
    journal.flush()
    journal.flush()

    assert journal.healthy
    assert _stored_hits(log) == [_hit(1), _hit(2)]


def test_a_fact_that_was_stored_although_the_store_failed_is_acknowledged(
    log: _Log, journal: GroupCommitJournal
) -> None:
    log.fails_after_storing = True
    journal.record_hit(_hit(1))
    journal.record(_rule(1), request_id="r")
    journal.record(_rule(2), request_id="r")

    assert journal.healthy
    assert _stored_hits(log) == [_hit(1)]
    assert [r.version for r in log.read()] == [1, 2, 3]


def test_what_was_stored_although_it_failed_is_not_stored_again(
    log: _Log, journal: GroupCommitJournal
) -> None:
    log.fails_after_storing = log.fails_to_read = True
    journal.record_hit(_hit(1))
    with pytest.raises(StoreError, match="cannot be read"):
        journal.record(_rule(1), request_id="r")
    assert not journal.healthy

    log.fails_after_storing = log.fails_to_read = False
    journal.record(_rule(2), request_id="r")

    assert _stored_hits(log) == [_hit(1)]
    assert [r.version for r in log.read()] == [1, 2, 3]
    assert log.read()[-1].event == _rule(2)


def test_a_commit_that_arrives_late_is_found_when_the_next_one_conflicts_with_it(
    log: _Log, journal: GroupCommitJournal
) -> None:
    log.holds_back = True
    journal.record_hit(_hit(1))
    with pytest.raises(StoreError, match="connection was lost"):
        journal.record(_rule(1), request_id="r")

    log.holds_back = False
    log.lets_go_before_the_next = True
    journal.record(_rule(2), request_id="r")
    journal.record(_rule(3), request_id="r")

    assert journal.healthy
    assert _stored_hits(log) == [_hit(1)]
    assert [r.version for r in log.read()] == [1, 2, 3, 4]
    assert [r.event for r in log.read()][1:] == [_rule(1), _rule(2), _rule(3)]


def test_callers_wait_for_the_disk_when_too_many_hits_wait(
    log: _Log, journal: GroupCommitJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HITS_WAITING", 100)
    log.gate.clear()
    done = threading.Event()

    def record() -> None:
        for n in range(500):
            journal.record_hit(_hit(n))
        done.set()

    thread = threading.Thread(target=record)
    thread.start()
    assert not done.wait(0.3)
    assert len(journal._hits) <= 100
    log.gate.set()
    thread.join(10)
    journal.flush()

    assert _stored_hits(log) == [_hit(n) for n in range(500)]
    assert journal.hits_dropped == 0


def test_hits_are_dropped_and_counted_rather_than_kept_for_ever_when_the_store_refuses(
    log: _Log, journal: GroupCommitJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HITS_WAITING", 100)
    log.refuses = True
    journal.record_hit(_hit(0))
    with pytest.raises(StoreError):
        journal.flush()

    for n in range(1, 301):
        journal.record_hit(_hit(n))

    assert journal.hits_dropped == 200
    log.refuses = False
    journal.flush()
    journal.flush()
    assert _stored_hits(log) == [_hit(n) for n in range(101)]


def test_a_hit_that_cannot_be_stored_does_not_take_the_others_with_it(
    log: _Log, journal: GroupCommitJournal
) -> None:
    bad = [
        _hit(2)._replace(seconds=-1.0),
        _hit(3)._replace(key="\ud800"),
        _hit(4)._replace(request_id="\udfff"),
    ]
    for hit in [_hit(1), *bad, _hit(5)]:
        journal.record_hit(hit)

    journal.flush()

    assert journal.healthy
    assert _stored_hits(log) == [_hit(1), _hit(5)]


def test_a_fact_that_is_no_text_fails_where_it_is_made_and_takes_nobody_with_it(
    log: _Log, journal: GroupCommitJournal
) -> None:
    ends: dict[str, str] = {}

    def record(rule_id: str, request_id: str) -> None:
        try:
            journal.record(RuleDisabled(rule_id=rule_id), request_id=request_id)
            ends[request_id] = "stored"
        except ValueError as error:
            ends[request_id] = str(error)

    calls = [
        ("rule_1", "a"),
        ("\ud800", "b"),
        ("rule_2", "c"),
        ("rule_3", "\udfff"),
        ("rule_4", "d"),
    ]
    log.gate.clear()
    threads = [threading.Thread(target=record, args=call) for call in calls]
    for thread in threads:
        thread.start()
    time.sleep(0.1)  # one of them is being stored, the others wait together
    log.gate.set()
    for thread in threads:
        thread.join(10)

    assert {request for request, end in ends.items() if end == "stored"} == {"a", "c", "d"}
    assert "surrogates not allowed" in ends["b"]
    assert "surrogates not allowed" in ends["\udfff"]
    assert sorted(r.request_id for r in log.read()) == ["a", "c", "d"]
    journal.record(_rule(2), request_id="r")
    assert journal.healthy


def test_who_wants_to_know_is_called_after_each_commit(
    log: _Log, journal: GroupCommitJournal
) -> None:
    seen: list[int] = []
    journal.on_commit.append(lambda: seen.append(log.position()))

    journal.record(_rule(1), request_id="r")
    journal.record(_rule(2), request_id="r")
    journal.close()

    assert seen == [1, 2]


def test_hits_are_drained_when_the_interpreter_ends_without_closing(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from tests.infrastructure.adapters.test_journal import _hit
journal = GroupCommitJournal(SQLiteEventLog(Path({str(tmp_path / "events.db")!r})), SystemClock())
for n in range(1500):
    journal.record_hit(_hit(n))
"""
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root, timeout=60)

    log = SQLiteEventLog(tmp_path / "events.db")
    events = [r.event for r in log.read()]
    log.close()
    assert sum(len(e.hits) for e in events if isinstance(e, RecognitionHitsRecorded)) == 1500


def _record_until_refused(
    journal: GroupCommitJournal, thread: int, taken: list[Hit], busy: threading.Event
) -> None:
    for n in itertools.count():
        hit = _hit(n)._replace(request_id=f"{thread}")
        try:
            journal.record_hit(hit)
        except StoreError:
            return
        taken.append(hit)
        if n == 100:
            busy.set()


@pytest.mark.parametrize("_round", range(10))
def test_hits_that_are_recorded_while_the_journal_closes_are_stored_or_refused(
    log: _Log, _round: int
) -> None:
    journal = GroupCommitJournal(log, SystemClock())
    taken: list[Hit] = []
    busy = threading.Event()
    threads = [
        threading.Thread(target=_record_until_refused, args=(journal, n, taken, busy))
        for n in range(4)
    ]

    for thread in threads:
        thread.start()
    assert busy.wait(10)
    journal.close()
    for thread in threads:
        thread.join(10)

    stored = _stored_hits(log)
    assert len(stored) == len(taken)
    assert set(stored) == set(taken)


def test_a_hit_that_comes_during_the_last_drain_is_stored(log: _Log) -> None:
    journal = GroupCommitJournal(log, SystemClock())
    late = threading.Thread(target=journal.record_hit, args=(_hit(3),))
    closer = threading.Thread(target=journal.close)

    def come_late() -> None:
        if journal._stopped and not late.ident:
            late.start()
            _until(lambda: journal._hits)

    log.before_append = come_late
    log.gate.clear()
    journal.record_hit(_hit(1))
    _until(lambda: not journal._hits)  # the first is being stored
    journal.record_hit(_hit(2))
    closer.start()
    _until(lambda: journal._closed)
    log.gate.set()
    closer.join(10)
    late.join(10)

    assert _stored_hits(log) == [_hit(1), _hit(2), _hit(3)]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_journal_whose_thread_ends_with_a_fault_keeps_nobody_waiting(log: _Log) -> None:
    journal = GroupCommitJournal(log, SystemClock())

    def fail() -> None:
        raise RuntimeError("a fault in who wanted to know")

    journal.on_commit.append(fail)
    journal.record(_rule(1), request_id="r")
    journal._thread.join(10)

    with pytest.raises(StoreError, match="stopped"):
        journal.record(_rule(2), request_id="r")
    with pytest.raises(StoreError, match="stopped"):
        journal.record_hit(_hit())
    journal.close()
