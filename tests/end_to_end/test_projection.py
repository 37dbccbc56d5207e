"""The program that feeds read models, and the one that looks at them."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.program import BaesOpt

BOOKS = "create books with title, isbn and pages:int"
PROGRAM = Path(sys.executable).with_name("baes-opt")


def _position(data: Path) -> int:
    with closing(sqlite3.connect(data / "recognition_cache.db")) as cache:
        return int(cache.execute("SELECT position FROM projection").fetchone()[0])


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_what_others_record_is_read_until_it_is_asked_to_end(
    baes_opt: BaesOpt, tmp_path: Path, asked: signal.Signals
) -> None:
    baes_opt("recognize", BOOKS)
    data = tmp_path / "baes-data"
    command = [str(PROGRAM), "projection", "run", "--json", "--data-dir", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = (json.loads(line) for line in running.stdout)
        first = next(one for one in lines if one["name"] == "recognition_cache")

        recorded = baes_opt("recognize", "create pens with colour", "--json").json
        assert recorded["source"] == "rules"
        then = next(one for one in lines if one["name"] == "recognition_cache")
        running.send_signal(asked)
        running.stdout.read()

        assert running.wait(30) == 0
    assert then["position"] > first["position"]
    assert (then["last_error"], then["set_aside"]) == ("", [])


def test_looking_at_read_models_changes_nothing(baes_opt: BaesOpt, tmp_path: Path) -> None:
    data = tmp_path / "baes-data"
    baes_opt("recognize", BOOKS)
    with closing(sqlite3.connect(data / "recognition_cache.db")) as cache:
        cache.execute("UPDATE projection SET position = 0")
        cache.commit()

    found = baes_opt("projection", "status", "--json").json["projections"]

    [one] = [one for one in found if one["name"] == "recognition_cache"]
    assert one["position"] == 0
    assert one["lag"] > 0
    assert one["lag_seconds"] > 0
    assert _position(data) == 0


def test_what_was_set_aside_is_told_with_position_and_reason(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    data = tmp_path / "baes-data"
    baes_opt("recognize", BOOKS)
    baes_opt("projection", "status")
    with closing(sqlite3.connect(data / "projection_errors.db")) as errors:
        reason = "recognition.cached: an entry needs a key"
        errors.execute("INSERT INTO projection_errors VALUES ('metrics', 7, ?)", [reason])
        errors.commit()

    shown = baes_opt("projection", "status")

    assert shown.code == 0
    assert all(len(line) <= 80 for line in shown.out.splitlines())
    assert "7 recognition.cached: an entry needs a key" in shown.out
    found = baes_opt("projection", "status", "--json").json["projections"]
    assert [one["set_aside"] for one in found if one["name"] == "metrics"] == [
        [{"projection": "metrics", "position": 7, "reason": reason}]
    ]


def test_metrics_are_rebuilt_while_another_process_feeds_them(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    baes_opt("recognize", BOOKS)
    data = tmp_path / "baes-data"
    work = data / "metrics.work.duckdb"
    command = [str(PROGRAM), "projection", "run", "--json", "--data-dir", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = (json.loads(line) for line in running.stdout)
        before = next(one for one in lines if one["name"] == "metrics" and one["lag"] == 0)
        inode = work.stat().st_ino

        ran = baes_opt("projection", "rebuild", "metrics", "--json")
        assert ran.code == 0
        assert ran.json["rebuilt"]["metrics"] >= before["position"]
        baes_opt("recognize", "create pens with colour")
        then = next(one for one in lines if one["name"] == "metrics" and one["lag"] == 0)
        running.send_signal(signal.SIGTERM)
        running.stdout.read()

        assert running.wait(30) == 0
    assert then["position"] > before["position"]
    assert work.stat().st_ino != inode
    assert {part.name for part in data.glob("metrics.*")} == {work.name, "metrics.duckdb"}
