"""The log cannot be changed; what is made from it can be thrown away."""

import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.end_to_end.program import BaesOpt

BOOKS = "create books with title, isbn and pages:int"


@pytest.mark.parametrize(
    "statement", ["UPDATE stored_events SET topic = 'x'", "DELETE FROM stored_events"]
)
def test_the_log_refuses_to_be_changed(baes_opt: BaesOpt, tmp_path: Path, statement: str) -> None:
    baes_opt("recognize", BOOKS)

    with closing(sqlite3.connect(tmp_path / "baes-data" / "events.db")) as log:
        assert log.execute("SELECT count(*) FROM stored_events").fetchone()[0] > 0
        with pytest.raises(sqlite3.IntegrityError, match="append"):
            log.execute(statement)


def cache_rows(folder: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "recognition_cache.db")) as cache:
        return cache.execute(
            "SELECT normalized_request_key, detected_entity, confidence_score, action_intent,"
            " timestamp, hit_count, cache_version FROM recognition_cache ORDER BY 1"
        ).fetchall()


def metric_rows(folder: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(folder / "metrics.duckdb"), read_only=True) as metrics:
        return metrics.execute("SELECT * FROM aggregated_metrics ORDER BY ALL").fetchall()


def test_lost_read_models_are_rebuilt_from_the_log_with_the_same_content(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    data = tmp_path / "baes-data"
    baes_opt("build", BOOKS, "--out", "app")
    baes_opt("recognize", BOOKS)
    cache, metrics = cache_rows(data), metric_rows(data)
    assert cache
    assert metrics
    for name in ("recognition_cache.db", "metrics.duckdb"):
        (data / name).unlink()

    ran = baes_opt("cache", "stats")

    assert "recognition_cache.db" in ran.err
    assert "metrics.duckdb" in ran.err
    assert "rebuilt" in ran.err
    assert cache_rows(data) == cache
    assert metric_rows(data) == metrics
    assert baes_opt("cache", "stats").err == ""


def test_a_damaged_cache_is_set_aside_and_rebuilt(baes_opt: BaesOpt, tmp_path: Path) -> None:
    data = tmp_path / "baes-data"
    baes_opt("recognize", BOOKS)
    cache = cache_rows(data)
    (data / "recognition_cache.db").write_bytes(b"rubbish" * 1000)

    ran = baes_opt("recognize", BOOKS, "--json")

    assert ran.code == 0
    assert ran.json["source"] == "persistent"
    assert list(data.glob("recognition_cache.db.damaged*"))
    assert [row[:2] for row in cache_rows(data)] == [row[:2] for row in cache]


def test_one_line_of_json_is_logged_for_each_generation(baes_opt: BaesOpt, tmp_path: Path) -> None:
    baes_opt("build", BOOKS, "create pens with colour", "--out", "app")

    (log,) = (tmp_path / "baes-data" / "logs" / "optimization_metrics").glob("*.jsonl")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    assert [line["entity_name"] for line in lines] == ["Book", "Pen"]
    assert all(line["total_tokens"] == 0 and line["total_time"] > 0 for line in lines)


def test_metrics_are_shown_for_days_weeks_and_months(baes_opt: BaesOpt) -> None:
    baes_opt("build", BOOKS, "--out", "app")

    for period in ("daily", "weekly", "monthly"):
        (row,) = baes_opt("metrics", "summary", "--period", period, "--json").json["rows"]
        assert row["period"] == period
        assert row["total_requests"] == 1
        assert row["token_reduction_pct"] == 100.0
        assert row["template_usage_rate"] == 1.0
        assert row["cache_hit_rate"] == 0.0


def test_what_is_written_is_for_its_owner_only(baes_opt: BaesOpt, tmp_path: Path) -> None:
    baes_opt("build", BOOKS, "--out", "app")

    data = tmp_path / "baes-data"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    for folder, folders, files in os.walk(data):
        for name in (*folders, *files):
            assert stat.S_IMODE((Path(folder) / name).stat().st_mode) & 0o077 == 0, name


def test_projections_say_how_far_they_are(baes_opt: BaesOpt) -> None:
    baes_opt("build", BOOKS, "--out", "app")
    count = baes_opt("events", "count", "--json").json["events"]

    found = baes_opt("projection", "status", "--json").json["projections"]

    assert {one["name"] for one in found} >= {"recognition_cache", "metrics", "entity_catalogue"}
    assert all(one["lag"] == 0 and one["position"] == count for one in found)
    rebuilt = baes_opt("projection", "rebuild", "--json").json["rebuilt"]
    assert set(rebuilt) == {one["name"] for one in found}
