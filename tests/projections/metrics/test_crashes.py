"""Killed at any moment and started again, the read models equal a fresh rebuild."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from projections.metrics_duckdb import PUBLISHED_FILE
from tests.projections.metrics import writer_process

ROOT = Path(__file__).parents[3]


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, writer_process.__file__, str(folder)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def content(folder: Path) -> tuple[object, ...]:
    with duckdb.connect(folder / PUBLISHED_FILE, read_only=True) as db:
        tables = ("generation", "generation_daily", "meta.projection")
        rows = [db.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in tables]
    logs = {path.name: path.read_text("utf-8") for path in (folder / "logs").glob("*.jsonl")}
    return (*rows, logs)


@pytest.mark.slow
def test_kill_minus_nine_counts_every_event_once(tmp_path: Path) -> None:
    chance = random.Random(20260131)  # noqa: S311 - when to kill, not a secret
    with start(tmp_path / "whole") as process:
        process.communicate(timeout=120)

    kills, ended = 0, False
    while not ended:
        with start(tmp_path / "killed") as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.4, 1.2))
            ended = process.poll() == 0
            if not ended:
                process.send_signal(signal.SIGKILL)
                kills += 1
            process.communicate()

    assert kills >= 2
    assert content(tmp_path / "killed") == content(tmp_path / "whole")
