"""Pages are bounded, followers stay behind whom they follow, and the background answers at once."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from application.fresh_memory import FreshMemory
from application.ports.memory_tier import Remembered
from application.recognition_entries import entry_of
from domain.errors import StoreBusyError, StoreError
from domain.events import (
    Event,
    Hit,
    RecognitionCached,
    RecognitionEvicted,
    RecognitionHitsRecorded,
    Recorded,
    Tier,
)
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.memory_tier import BoundedMemoryTier
from projections import background
from projections import page as page_module
from projections.background import Background
from projections.memory_follower import MemoryFollower
from projections.page import read_page
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.set_aside import ProjectionErrors
from tests.examples import CACHED, STREAM, WHEN, fact

KEY = CACHED.key
EVICTED = RecognitionEvicted.model_validate(
    {"key": KEY, "entity": "Student", "tier": "both", "reason": "invalidated"}
)
ONE_HIT = Hit(KEY, "r", Tier.MEMORY, WHEN, 0.0, 9)
FLUSH = RecognitionHitsRecorded(hits=(ONE_HIT,) * 1_000)


class Leader:
    """Stands for the recognition cache; may be unusable, and may be brought back."""

    name: ClassVar[str] = "recognition_cache"
    version: ClassVar[int] = 1
    handles: ClassVar[frozenset[type[Event]]] = RecognitionCache.handles

    def __init__(self) -> None:
        self.usable = True
        self.at = 0

    def position(self) -> int:
        return self.at

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        del batch
        if not self.usable:
            raise StoreError("its disk is full")
        self.at = scanned

    def reset(self) -> None:
        self.at = 0

    def close(self) -> None:
        pass


@pytest.fixture
def memory() -> FreshMemory:
    return FreshMemory(BoundedMemoryTier())


@pytest.fixture
def errors(tmp_path: Path) -> ProjectionErrors:
    return ProjectionErrors(tmp_path / "projection_errors.db")


def _append(log: MemoryEventLog, *events: Event) -> None:
    at = len(log.read_stream(STREAM))
    log.append(STREAM, [fact(e, at + n) for n, e in enumerate(events, start=1)], expected=at)


def _remember(memory: FreshMemory, event: RecognitionCached = CACHED) -> None:
    entry = entry_of(event, timestamp=WHEN, request_id="r")
    memory.put(event.text, Remembered(event.recognition, entry), since=memory.moment())


def _until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.002)


def test_a_page_of_heavy_events_holds_few_of_them(
    log: MemoryEventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "PAGE_BYTES", 4 * 2**20)
    _append(log, *[CACHED] * 500, *[FLUSH] * 300)
    weights, after, events = [], 0, 0
    while after < 800:
        page = read_page(log, after, 800, [])
        weights.append(sum(len(getattr(one.event, "hits", ())) for one in page.events))
        events += len(page.events)
        after = page.scanned

    assert events == 800
    assert max(weights) <= 100_000
    assert len(weights) < 20


def test_one_event_that_is_heavier_than_a_page_is_read_alone(
    log: MemoryEventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "PAGE_BYTES", 10)
    _append(log, CACHED, FLUSH, CACHED)

    assert [read_page(log, after, 3, []).scanned for after in range(3)] == [1, 2, 3]


def test_a_page_without_a_wanted_event_reaches_the_end(log: MemoryEventLog) -> None:
    _append(log, CACHED, CACHED)

    assert read_page(log, 0, 2, [RecognitionEvicted]).scanned == 2


def test_the_memory_is_told_after_the_table_and_never_before(
    log: MemoryEventLog, memory: FreshMemory, errors: ProjectionErrors
) -> None:
    leader = Leader()
    _remember(memory)
    with closing(Projector(log, [leader, MemoryFollower(memory)], errors=errors)) as projector:
        projector.catch_up()
        leader.usable = False
        _append(log, EVICTED)

        assert projector.catch_up() == {"recognition_cache": 0, "memory_tier": 0}
        assert len(memory.tier) == 1
        leader.usable = True
        assert projector.catch_up() == {"recognition_cache": 1, "memory_tier": 1}
        assert len(memory.tier) == 0


def test_the_memory_is_told_again_of_what_the_table_goes_through_again(
    log: MemoryEventLog, memory: FreshMemory, errors: ProjectionErrors
) -> None:
    leader = Leader()
    _append(log, EVICTED)
    with closing(Projector(log, [leader, MemoryFollower(memory)], errors=errors)) as projector:
        projector.catch_up()
        leader.reset()
        _remember(memory)  # from a table that has not come to the eviction yet

        projector.catch_up()

        assert len(memory.tier) == 0


def test_another_process_may_bring_the_table_further_than_the_round_goes(
    log: MemoryEventLog, memory: FreshMemory, errors: ProjectionErrors
) -> None:
    leader, follower = Leader(), MemoryFollower(memory)
    with closing(Projector(log, [leader, follower], errors=errors)) as projector:
        projector.catch_up()
        _append(log, *[FLUSH] * 3)
        leader.at = 5

        assert projector.catch_up(only=["recognition_cache"])["memory_tier"] == 3
        leader.at = 3


def test_a_memory_that_is_opened_late_is_not_told_of_the_whole_past(
    log: MemoryEventLog, memory: FreshMemory, errors: ProjectionErrors
) -> None:
    leader = Leader()
    _append(log, EVICTED, EVICTED)
    leader.at = 2
    _remember(memory)
    with closing(Projector(log, [leader, MemoryFollower(memory)], errors=errors)) as projector:
        projector.catch_up()

        assert len(memory.tier) == 1


def test_what_is_of_this_process_alone_is_no_read_model(
    log: MemoryEventLog, memory: FreshMemory, errors: ProjectionErrors
) -> None:
    with closing(Projector(log, [Leader(), MemoryFollower(memory)], errors=errors)) as projector:
        assert projector.names == ["recognition_cache"]
        assert [one.name for one in projector.status()] == ["recognition_cache"]


def test_status_tells_the_age_of_the_oldest_event_that_was_not_read(
    log: MemoryEventLog, errors: ProjectionErrors
) -> None:
    leader = Leader()
    _append(log, CACHED, CACHED, CACHED)
    leader.at = 1
    oldest = log.read(after=1, limit=1)[0].occurred_at
    with closing(Projector(log, [leader], errors=errors)) as projector:
        [one] = projector.status(oldest + timedelta(seconds=90))
        assert (one.position, one.lag, one.lag_seconds) == (1, 2, 90.0)

        projector.catch_up()
        [one] = projector.status(oldest + timedelta(seconds=90))
        assert (one.position, one.lag, one.lag_seconds) == (3, 0, 0.0)


def test_status_tells_the_last_error_that_any_process_met(
    log: MemoryEventLog, errors: ProjectionErrors, tmp_path: Path
) -> None:
    failing, looking = Leader(), Leader()
    failing.usable = False
    _append(log, CACHED)
    elsewhere = ProjectionErrors(tmp_path / "projection_errors.db")
    with (
        closing(Projector(log, [failing], errors=elsewhere)) as other,
        closing(Projector(log, [looking], errors=errors)) as projector,
    ):
        other.catch_up()
        assert projector.status()[0].last_error == "its disk is full"

        failing.usable = True
        other.catch_up()
        assert projector.status()[0].last_error == ""


def test_a_file_that_is_merely_busy_is_not_kept_as_an_error(
    log: MemoryEventLog, errors: ProjectionErrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Leader) -> int:
        raise StoreBusyError("x.db")

    with closing(Projector(log, [Leader()], errors=errors)) as projector:
        with monkeypatch.context() as patch:
            patch.setattr(Leader, "position", busy)
            [one] = projector.status()
            assert (one.position, one.last_error) == (None, "x.db is in use by another process")

        assert errors.failure("recognition_cache") == ""


def test_a_lone_call_is_answered_at_once_and_a_stream_of_them_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "LINGER_SECONDS", 0.3)
    monkeypatch.setattr(background, "LONGEST_LINGER_SECONDS", 0.3)
    calls: list[float] = []
    worker = Background("test", lambda: calls.append(time.monotonic()), look_seconds=60)
    with closing(worker):
        worker.start()
        _until(lambda: len(calls) == 1)
        for _ in range(20):
            worker.wake()
            time.sleep(0.005)
        _until(lambda: len(calls) == 2)
        time.sleep(0.1)

        assert len(calls) == 2


def test_nothing_runs_after_closing() -> None:
    calls: list[int] = []
    worker = Background("test", lambda: calls.append(1), look_seconds=60)
    worker.start()
    _until(lambda: calls)
    worker.close()
    worker.close()
    before = len(calls)

    worker.wake()
    worker.start()

    time.sleep(0.05)
    assert len(calls) == before


def test_a_projection_that_publishes_for_long_holds_up_no_other(
    log: MemoryEventLog, errors: ProjectionErrors
) -> None:
    publishing, go_on = threading.Event(), threading.Event()

    class Slow(Leader):
        name: ClassVar[str] = "slow"

        def publish(self, *, now: bool = False) -> bool:
            del now
            publishing.set()
            return go_on.wait(10)

    leader, slow = Leader(), Slow()
    with closing(Projector(log, [leader, slow], errors=errors)) as projector:
        projector.start()
        assert publishing.wait(10)
        known = slow.at
        _append(log, CACHED)

        _until(lambda: leader.at == 1)
        assert slow.at == known
        go_on.set()
        _until(lambda: slow.at == 1)
