"""A projector may be killed at any moment: what it goes on to make equals a fresh rebuild."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest

from domain.events import Event, Hit, RecognitionEvicted, RecognitionHitsRecorded, Tier
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from projections.metrics.tables import TABLES
from projections.metrics_duckdb import WORK_FILE
from tests.examples import CACHED, EXAMPLES, STREAM, WHEN, fact
from tests.projections.crash_projector import project

ROOT = Path(__file__).parents[2]
KILLS = 20
EVENTS = 3_000


def _history(count: int) -> list[Event]:
    chance = random.Random(7)  # noqa: S311 - a fixed history, no secret
    events: list[Event] = []
    for _ in range(count):
        key = f"key {chance.randrange(40)}"
        match chance.randrange(5):
            case 0:
                events.append(CACHED.model_copy(update={"key": key}))
            case 1:
                events.append(
                    RecognitionEvicted.model_validate(
                        {"key": key, "entity": "Student", "tier": "both", "reason": "expired"}
                    )
                )
            case 2:
                events.append(chance.choice(EXAMPLES))
            case _:
                hits = tuple(Hit(key, "r", Tier.MEMORY, WHEN, 0.0, 1) for _ in range(3))
                events.append(RecognitionHitsRecorded(hits=hits))
    return events


class Warm:
    """Forks projectors of one data directory."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self) -> int:
        """The process id of another one."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write("\n")
        stdin.flush()
        return int(stdout.readline())


@contextmanager
def _warm(folder: Path) -> Iterator[Warm]:
    command = [sys.executable, "-m", "tests.projections.crash_projector", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield Warm(process)


def _killed(child: int) -> bool:
    """Kill it, wait until it is gone; False where it had ended by itself."""
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        return False
    while Path(f"/proc/{child}").exists():
        time.sleep(0.002)
    return True


def _cache_rows(folder: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "recognition_cache.db")) as db:
        return db.execute("SELECT * FROM recognition_cache ORDER BY id").fetchall()


def _metric_rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(folder / WORK_FILE, read_only=True) as db:
        return {
            table.name: db.execute(f"SELECT * FROM {table.name} ORDER BY ALL").fetchall()
            for table in TABLES
        }


def _positions(folder: Path) -> tuple[int, int]:
    """(cache, metrics): 0 for one that was killed before it had a table."""
    cache = metrics = 0
    if (folder / "recognition_cache.db").exists():
        with closing(sqlite3.connect(folder / "recognition_cache.db")) as db:
            known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'projection'").fetchone()
            found = known and db.execute("SELECT position FROM projection").fetchone()
            cache = found[0] if found else 0
    if (folder / WORK_FILE).exists():
        with duckdb.connect(folder / WORK_FILE, read_only=True) as work:
            named = work.execute(
                "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'meta'"
            ).fetchall()
            if named:
                [(metrics,)] = work.execute("SELECT position FROM meta.projection").fetchall()
    return cache, metrics


@pytest.mark.slow
def test_read_models_of_killed_projectors_equal_a_rebuild(tmp_path: Path) -> None:
    cut, whole = tmp_path / "cut", tmp_path / "whole"
    events = _history(EVENTS)
    for folder in (cut, whole):
        with closing(SQLiteEventLog(folder / "events.db")) as log:
            facts = [fact(event, n) for n, event in enumerate(events, start=1)]
            log.append(STREAM, facts, expected=0)
    chance = random.Random(11)  # noqa: S311 - the same moments in each run

    kills, stops = 0, [(0, 0)]
    with _warm(cut) as warm:
        while kills < KILLS and stops[-1][1] < EVENTS:
            child = warm.start()
            time.sleep(chance.uniform(0.05, 0.5))
            kills += _killed(child)
            stops.append(_positions(cut))
    for folder in (cut, whole):
        project(folder)

    assert kills == KILLS, f"done after {kills} kills: {stops}"
    assert stops[-1][0] > 0, "killed too early to show anything"
    assert stops[-1][1] > 0, "killed too early to show anything"
    assert stops == sorted(stops), "a position went back"
    assert _positions(cut) == (EVENTS, EVENTS)
    assert _cache_rows(cut) == _cache_rows(whole)
    assert _metric_rows(cut) == _metric_rows(whole)
