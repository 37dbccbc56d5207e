"""A projector may be killed at any moment: what it goes on to make equals a fresh rebuild."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from domain.events import Event, Hit, RecognitionEvicted, RecognitionHitsRecorded, Tier
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from tests.examples import CACHED, STREAM, WHEN, fact

ROOT = Path(__file__).parents[2]
ROUNDS = 4


def _history(count: int) -> list[Event]:
    chance = random.Random(7)  # noqa: S311 - a fixed history, no secret
    events: list[Event] = []
    for _ in range(count):
        key = f"key {chance.randrange(40)}"
        match chance.randrange(4):
            case 0:
                events.append(CACHED.model_copy(update={"key": key}))
            case 1:
                events.append(
                    RecognitionEvicted.model_validate(
                        {"key": key, "entity": "Student", "tier": "both", "reason": "expired"}
                    )
                )
            case _:
                hits = tuple(Hit(key, "r", Tier.MEMORY, WHEN, 0.0, 1) for _ in range(3))
                events.append(RecognitionHitsRecorded(hits=hits))
    return events


def _projecting(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.projections.crash_projector", folder],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def _rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT * FROM recognition_cache ORDER BY id").fetchall()


def _position(path: Path) -> int:
    """0 when it was killed before there was a table."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as db:
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'projection'").fetchone() is None:
            return 0
        found = db.execute("SELECT position FROM projection").fetchone()
    return 0 if found is None else int(found[0])


@pytest.mark.slow
def test_a_read_model_of_killed_projectors_equals_a_rebuild(tmp_path: Path) -> None:
    cut, whole = tmp_path / "cut", tmp_path / "whole"
    events = _history(6_000)
    for folder in (cut, whole):
        with closing(SQLiteEventLog(folder / "events.db")) as log:
            facts = [fact(event, n) for n, event in enumerate(events, start=1)]
            log.append(STREAM, facts, expected=0)

    stops = []
    for number in range(ROUNDS):
        with _projecting(cut) as projector:
            assert projector.stdout is not None
            projector.stdout.readline()
            time.sleep(0.03 + 0.02 * number)
            projector.kill()
        stops.append(_position(cut / "recognition_cache.db"))
    for folder in (cut, whole):
        with _projecting(folder) as projector:
            assert projector.wait(60) == 0

    assert stops[-1] > 0, "it was killed too early to show anything"
    assert stops[0] < len(events), "it was killed too late to show anything"
    assert _position(cut / "recognition_cache.db") == len(events)
    assert _rows(cut / "recognition_cache.db") == _rows(whole / "recognition_cache.db")
