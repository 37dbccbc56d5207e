"""A writer may be killed at any moment: what it was told is stored is stored.

Twenty writers, each killed with signal 9 at another moment under a load of several threads.
"""

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from domain.events import RecognitionHitsRecorded, Recorded, RuleDisabled
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import FLUSH_SECONDS
from tests.infrastructure.adapters.crash_writer import FACT_THREADS, HIT_THREADS, start

KILLS = 20
SCHEDULER = 0.25  # seconds for which a busy machine may let the journal's thread wait


@dataclass(frozen=True)
class _Killed:
    """What one writer said before its end, and when that was."""

    facts: list[str]  # acknowledged
    hits: dict[str, float]  # taken, and when
    commit: float  # seconds of its longest commit, the one it was killed in among them
    at: float

    def must_be_there(self) -> set[str]:
        """Hits that were taken 50 ms, one commit, and what the scheduler needs before the end."""
        limit = self.at - FLUSH_SECONDS - self.commit - SCHEDULER
        return {hit for hit, taken in self.hits.items() if taken < limit}


def _killed_under_load(folder: Path, name: str, *, pause: float, seconds: float) -> _Killed:
    said = folder / f"{name}.txt"
    writer = start(folder, name, pause=pause)
    deadline = time.monotonic() + 60
    while not said.exists() or b"fact" not in said.read_bytes():
        assert time.monotonic() < deadline, "the writer never began"
        assert writer.is_alive(), "the writer ended by itself"
        time.sleep(0.005)
    time.sleep(seconds)
    at = time.monotonic()
    writer.kill()
    writer.join()
    return _understood(said.read_text().split("\n")[:-1], at)  # the last may be half a line


def _understood(lines: list[str], at: float) -> _Killed:
    words = [line.split() for line in lines]
    begun = [float(w[1]) for w in words if w[0] == "begin"]
    ended = [float(w[1]) for w in words if w[0] == "end"]
    commits = [b - a for a, b in zip(begun, [*ended, at], strict=False)]
    return _Killed(
        facts=[w[1] for w in words if w[0] == "fact"],
        hits={w[1]: float(w[2]) for w in words if w[0] == "hit"},
        commit=max(commits),
        at=at,
    )


def _hits(events: list[Recorded]) -> Iterator[str]:
    for recorded in events:
        if isinstance(recorded.event, RecognitionHitsRecorded):
            yield from (hit.request_id for hit in recorded.event.hits)


@pytest.mark.slow
def test_twenty_killed_writers_lose_no_acknowledged_fact_and_50_ms_of_hits(tmp_path: Path) -> None:
    killed = [
        _killed_under_load(
            tmp_path,
            f"w{number}",
            pause=(0.0, 60.0)[number % 2],  # without facts hits are stored by their own clock
            seconds=0.3 + 0.02 * number,
        )
        for number in range(KILLS)
    ]

    with closing(SQLiteEventLog(tmp_path / "events.db")) as log:
        end = log.position()
        events = log.read(limit=end + 1)
    with closing(sqlite3.connect(tmp_path / "events.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"

    facts = Counter(r.event.rule_id for r in events if isinstance(r.event, RuleDisabled))
    acknowledged = {fact for one in killed for fact in one.facts}
    assert len(acknowledged) > KILLS * 10
    assert acknowledged - facts.keys() == set()
    assert max(facts.values()) == 1
    assert len(facts.keys() - acknowledged) <= KILLS * FACT_THREADS  # committed, not yet said

    hits = Counter(_hits(events))
    promised = {hit for one in killed for hit in one.must_be_there()}
    taken = {hit for one in killed for hit in one.hits}
    assert len(promised) > KILLS * 20
    assert promised - hits.keys() == set()
    assert max(hits.values()) == 1
    assert len(hits.keys() - taken) <= KILLS * HIT_THREADS

    assert [r.position for r in events] == list(range(1, end + 1))
    for stream in {r.stream for r in events}:
        versions = [r.version for r in events if r.stream == stream]
        assert versions == list(range(1, len(versions) + 1))


@pytest.mark.slow
def test_four_processes_that_write_one_file_are_served_alike(tmp_path: Path) -> None:
    writers = [start(tmp_path, name) for name in ("a", "b", "c", "d")]
    deadline = time.monotonic() + 60
    with closing(SQLiteEventLog(tmp_path / "events.db")) as log:
        while len(_served(log)) < len(writers) or min(_served(log).values()) < 100:
            assert all(writer.is_alive() for writer in writers), "one of them ended by itself"
            assert time.monotonic() < deadline, "one of them starves"
            time.sleep(0.1)
        for writer in writers:
            writer.kill()
            writer.join()
        served = _served(log)

    mean = sum(served.values()) / len(writers)
    assert min(served.values()) > mean / 3, served


def _served(log: SQLiteEventLog) -> Counter[str]:
    """Commits of each writer while all of them were writing."""
    events = log.read(limit=log.position() + 1)
    commits = [r for r in events if isinstance(r.event, RuleDisabled)]
    spans: dict[UUID, tuple[int, int]] = {}
    for recorded in commits:
        first, _ = spans.get(recorded.stream, (recorded.position, 0))
        spans[recorded.stream] = (first, recorded.position)
    if not spans:
        return Counter()
    begin, end = max(a for a, _ in spans.values()), min(b for _, b in spans.values())
    return Counter(str(r.stream) for r in commits if begin <= r.position <= end)
