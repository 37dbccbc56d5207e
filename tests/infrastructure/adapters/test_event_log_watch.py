"""What every event log promises to those who want to know of appends at once."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from application.ports.event_log import EventLog, Watch
from domain.events import RuleDisabled
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.postgres_migration import migrate
from tests.examples import fact

ROOT = Path(__file__).parents[3]
APPENDING = """
import sys
from pathlib import Path
from uuid import uuid4
from domain.events import RuleDisabled
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from tests.examples import fact
SQLiteEventLog(Path(sys.argv[1])).append(uuid4(), [fact(RuleDisabled(rule_id="x"))], expected=0)
"""


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


class Calls:
    """Counts calls; each can be waited for."""

    def __init__(self) -> None:
        self.count = 0
        self.threads: set[int] = set()
        self._changed = threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self.threads.add(threading.get_ident())
            self._changed.notify_all()

    def wait_for(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.count >= count, 10), "nobody called"

    def settled(self) -> int:
        """The count once nothing has come for a moment."""
        while True:
            before = self.count
            time.sleep(0.1)
            if self.count == before:
                return before


@pytest.fixture
def calls() -> Calls:
    return Calls()


def _append(log: EventLog) -> None:
    log.append(uuid4(), [fact(RuleDisabled(rule_id="x"))], expected=0)


def test_each_append_is_told_on_another_thread(log: EventLog, calls: Calls) -> None:
    with closing(log.watch(calls)):
        before = calls.settled()
        _append(log)
        calls.wait_for(before + 1)
        between = calls.settled()
        _append(log)
        calls.wait_for(between + 1)

    assert threading.get_ident() not in calls.threads


def test_who_reads_after_each_call_misses_nothing(log: EventLog) -> None:
    seen: list[int] = []
    all_seen = threading.Event()

    def read() -> None:
        seen.extend(r.position for r in log.read(after=seen[-1] if seen else 0))
        if len(seen) == 60:
            all_seen.set()

    def append() -> None:
        for _ in range(20):
            _append(log)

    with closing(log.watch(read)):
        threads = [threading.Thread(target=append) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all_seen.wait(10)


def test_several_may_watch(log: EventLog, calls: Calls) -> None:
    others = Calls()
    with closing(log.watch(calls)), closing(log.watch(others)):
        one, other = calls.settled(), others.settled()
        _append(log)
        calls.wait_for(one + 1)
        others.wait_for(other + 1)


def test_nobody_is_called_after_the_watch_was_closed(log: EventLog, calls: Calls) -> None:
    watch = log.watch(calls)
    calls.settled()
    watch.close()
    watch.close()
    before = calls.count

    _append(log)

    time.sleep(0.1)
    assert calls.count == before


def test_closing_waits_for_the_call_that_is_under_way(log: EventLog) -> None:
    called, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        called.set()
        go_on.wait(10)
        done.set()

    watch = log.watch(slow)
    _append(log)
    assert called.wait(10)
    closer = threading.Thread(target=watch.close)
    closer.start()
    closer.join(0.1)
    assert closer.is_alive()
    go_on.set()
    closer.join(10)
    assert done.is_set()
    assert not closer.is_alive()


def test_a_watch_may_be_closed_by_whom_it_calls(log: EventLog) -> None:
    watches: list[Watch] = []
    opened, closed = threading.Event(), threading.Event()

    def close() -> None:
        opened.wait(10)
        watches[0].close()
        closed.set()

    watches.append(log.watch(close))
    opened.set()
    _append(log)

    assert closed.wait(10)


def test_what_another_process_appends_is_told(tmp_path: Path, calls: Calls) -> None:
    path = tmp_path / "events.db"
    with closing(SQLiteEventLog(path)) as log, closing(log.watch(calls)):
        before = calls.settled()
        subprocess.run([sys.executable, "-c", APPENDING, path], cwd=ROOT, check=True)
        calls.wait_for(before + 1)


def _removed(path: Path) -> None:
    for part in path.parent.glob(path.name + "*"):
        part.unlink()


def _replaced(path: Path) -> None:
    path.with_suffix(".new").write_bytes(b"this is no database " * 100)
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize("spoil", [_removed, _replaced])
def test_a_file_that_cannot_be_asked_counts_as_changed_until_it_is_back(
    tmp_path: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    monkeypatch.setattr("infrastructure.adapters.sqlite_watch.PAUSE_SECONDS", 0.01)
    path = tmp_path / "events.db"
    with closing(SQLiteEventLog(path)) as log, closing(log.watch(calls)):
        before = calls.settled()
        spoil(path)
        calls.wait_for(before + 3)

        path.unlink(missing_ok=True)
        with closing(SQLiteEventLog(path)) as another:
            between = calls.settled()
            _append(another)
            calls.wait_for(between + 1)


def test_a_locked_file_is_watched_on(tmp_path: Path, calls: Calls) -> None:
    path = tmp_path / "events.db"
    with closing(SQLiteEventLog(path)) as log, closing(log.watch(calls)):
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            before = calls.settled()
            other.execute("ROLLBACK")
        _append(log)
        calls.wait_for(before + 1)


def test_a_forked_child_leaves_the_watch_to_its_parent(tmp_path: Path, calls: Calls) -> None:
    path = tmp_path / "events.db"
    with closing(SQLiteEventLog(path)) as log:
        watch = log.watch(calls)
        child = os.fork()
        if child == 0:
            watch.close()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        before = calls.settled()
        _append(log)
        calls.wait_for(before + 1)
        watch.close()
