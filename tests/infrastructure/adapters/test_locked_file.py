"""A file that another process keeps locked: callers wait, readers do not, nothing is lost."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.events import RecognitionHitsRecorded, RuleDisabled
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from tests.examples import HITS
from tests.infrastructure.adapters.crash_writer import processes

THREADS = 8
LOCKED_SECONDS = 10.0
HITS_TAKEN = 5_000


def _hold(path: Path, held: "threading.Event", free: "threading.Event") -> None:
    """In another process: lock the file as any SQLite program may."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        held.set()
        free.wait(60)
        db.execute("ROLLBACK")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.db"


@pytest.fixture
def journal(path: Path) -> Iterator[GroupCommitJournal]:
    with closing(SQLiteEventLog(path)) as log:
        journal = GroupCommitJournal(log, SystemClock())
        yield journal
        journal.close()


@pytest.mark.slow
def test_a_file_that_is_locked_for_ten_seconds_loses_nothing_and_blocks_no_reader(
    path: Path, journal: GroupCommitJournal
) -> None:
    journal.record(RuleDisabled(rule_id="before"), request_id="r")
    held, free = processes().Event(), processes().Event()
    holder = processes().Process(target=_hold, args=(path, held, free), daemon=True)
    holder.start()
    assert held.wait(60)
    callers = [
        threading.Thread(
            target=journal.record, args=(RuleDisabled(rule_id=f"{n}"),), kwargs={"request_id": "r"}
        )
        for n in range(THREADS)
    ]

    for caller in callers:
        caller.start()
    for number in range(HITS_TAKEN):
        journal.record_hit(HITS.hits[0]._replace(request_id=f"{number}"))
    until = time.monotonic() + LOCKED_SECONDS
    reads = 0
    with closing(SQLiteEventLog(path)) as reader:
        while time.monotonic() < until:
            assert [r.event for r in reader.read()] == [RuleDisabled(rule_id="before")]
            reads += 1
            time.sleep(0.1)
    waiting = [caller.is_alive() for caller in callers]
    free.set()
    for caller in callers:
        caller.join(60)
    holder.join(60)
    journal.flush()

    assert waiting == [True] * THREADS
    assert reads > 10  # a hundred, had every look been answered at once
    assert journal.healthy
    with closing(SQLiteEventLog(path)) as log:
        events = [recorded.event for recorded in log.read()]
    rules = [event.rule_id for event in events if isinstance(event, RuleDisabled)]
    hits = [h.request_id for e in events if isinstance(e, RecognitionHitsRecorded) for h in e.hits]
    assert sorted(rules) == sorted(["before", *map(str, range(THREADS))])
    assert hits == [f"{number}" for number in range(HITS_TAKEN)]
    assert journal.hits_dropped == 0
