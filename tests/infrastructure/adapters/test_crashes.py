"""A writer may be killed at any moment: what it was told is stored is stored."""

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from domain.events import RecognitionHitsRecorded, RuleDisabled
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog

ROOT = Path(__file__).parents[3]
WRITER = "tests.infrastructure.adapters.crash_writer"
ROUNDS = 4


def _killed_under_load(folder: Path, name: str, seconds: float) -> list[str]:
    """What the writer said was acknowledged before it was killed with signal 9."""
    said = folder / f"{name}.txt"
    with said.open("w") as out:
        writer = subprocess.Popen(
            [sys.executable, "-m", WRITER, folder, name],
            cwd=ROOT,
            stdout=out,
        )
        deadline = time.monotonic() + 30
        while said.stat().st_size == 0:
            assert time.monotonic() < deadline, "the writer never began"
            assert writer.poll() is None, "the writer ended by itself"
            time.sleep(0.01)
        time.sleep(seconds)
        writer.kill()
        writer.wait()
    lines = said.read_text().split("\n")
    return lines[:-1]  # the last one may be half a line


@pytest.mark.slow
def test_no_acknowledged_fact_is_lost_when_a_writer_is_killed(tmp_path: Path) -> None:
    acknowledged: list[str] = []

    for number in range(ROUNDS):
        acknowledged += _killed_under_load(tmp_path, f"w{number}", 0.1 + 0.07 * number)

    with closing(SQLiteEventLog(tmp_path / "events.db")) as log:
        end = log.position()
        events = log.read(limit=end + 1)
    stored = [r.event.rule_id for r in events if isinstance(r.event, RuleDisabled)]
    assert len(acknowledged) > ROUNDS * 10
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    assert len(stored) - len(acknowledged) <= ROUNDS * 2 * 4  # committed, not yet said
    assert [r.position for r in events] == list(range(1, end + 1))
    for stream in {r.stream for r in events}:
        versions = [r.version for r in events if r.stream == stream]
        assert versions == list(range(1, len(versions) + 1))
    assert any(isinstance(r.event, RecognitionHitsRecorded) for r in events)


@pytest.mark.slow
def test_writers_of_one_file_are_both_served(tmp_path: Path) -> None:
    files = []
    writers = []
    for name in ("a", "b"):
        files.append((tmp_path / f"{name}.txt").open("w"))
        writers.append(
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.infrastructure.adapters.crash_writer",
                    tmp_path,
                    name,
                ],
                cwd=ROOT,
                stdout=files[-1],
            )
        )
    deadline = time.monotonic() + 30
    while any(Path(f.name).stat().st_size < 1000 for f in files):
        assert time.monotonic() < deadline, "one of them starves"
        time.sleep(0.05)
    time.sleep(1.0)
    for writer in writers:
        writer.kill()
        writer.wait()
    for file in files:
        file.close()

    counts = [len(Path(f.name).read_text().splitlines()) for f in files]
    assert min(counts) * 10 > max(counts), counts
