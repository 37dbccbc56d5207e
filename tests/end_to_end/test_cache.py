"""Managing the cache through the installed program, and through a kernel's own process."""

import json
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from baes_optimizer import Optimizer, Settings, Source
from tests.end_to_end.program import BaesOpt
from tests.own_disk import on_a_read_only_disk

STUDENT = "create student with name and age"
COURSES = "list all courses"
ETUDIANT = "create Étudiant with nom"
CACHE = "recognition_cache.db"


def texts(baes_opt: BaesOpt, *more: str) -> list[str]:
    return [one["text"] for one in baes_opt("cache", "list", "--json", *more).json["entries"]]


def source(baes_opt: BaesOpt, text: str) -> str:
    return str(baes_opt("recognize", text, "--json").json["source"])


def test_the_entries_of_an_entity_are_invalidated(baes_opt: BaesOpt) -> None:
    baes_opt("recognize", STUDENT, COURSES, ETUDIANT)

    ended = baes_opt("cache", "invalidate", "--entity", "étudiant", "--json")

    assert ended.json == {"evicted": 1}
    assert sorted(texts(baes_opt)) == sorted([STUDENT, COURSES])
    assert source(baes_opt, ETUDIANT) == "rules"
    assert source(baes_opt, STUDENT) == "persistent"


def test_one_entry_is_explained_and_then_removed_by_its_key(baes_opt: BaesOpt) -> None:
    baes_opt("recognize", STUDENT)

    shown = baes_opt("cache", "show", "build a student app with age and name", "--json").json
    assert shown["hits"] is True
    assert shown["entry"]["text"] == STUDENT
    assert shown["entry"]["source"] == "rules"
    assert shown["entry"]["age_days"] < 1
    assert ["app", "boiler-plate"] in shown["roles"]
    assert baes_opt("cache", "show", shown["key"], "--json").json["entry"] == shown["entry"]
    assert "a hit" in baes_opt("cache", "show", STUDENT).out

    assert baes_opt("cache", "invalidate", "--key", shown["key"]).out == "1 entry evicted\n"
    assert "a miss" in baes_opt("cache", "show", STUDENT).out


def test_cleaning_up_and_clearing(baes_opt: BaesOpt) -> None:
    baes_opt("recognize", STUDENT, COURSES)

    assert baes_opt("cache", "cleanup", "--json").json == {"evicted": 0}
    assert baes_opt("cache", "cleanup", "--max-age-days", "0", "--json").json == {"evicted": 2}
    baes_opt("recognize", STUDENT)
    assert baes_opt("cache", "clear", "--json").json == {"evicted": 1}
    assert texts(baes_opt) == []


def test_what_is_exported_is_imported_elsewhere(baes_opt: BaesOpt, tmp_path: Path) -> None:
    baes_opt("recognize", STUDENT, ETUDIANT)
    file = tmp_path / "cache.jsonl"

    assert baes_opt("cache", "export", file, "--json").json["exported"] == 2
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text(file.read_text(encoding="utf-8") + '{"planted": 1}\n', encoding="utf-8")
    ran = baes_opt("cache", "import", file, "--data-dir", "other", "--json")

    assert ran.code == 1
    assert (ran.json["imported"], ran.json["unchanged"]) == (2, 0)
    assert [one["line"] for one in ran.json["refused"]] == [3]
    again = baes_opt("recognize", STUDENT, "--data-dir", "other", "--json")
    assert again.json["source"] == "persistent"
    assert baes_opt("cache", "export", "-").out.count("\n") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("invalidate",),
        ("invalidate", "--entity", "A", "--key", "b"),
        ("cleanup", "--max-age-days", "-1"),
        ("cleanup", "--max-age-days", "x"),
        ("import", "no-such-file"),
        ("export", "no/such/folder/file"),
        ("import", "."),
    ],
)
def test_bad_input_is_one_sentence(baes_opt: BaesOpt, arguments: tuple[str, ...]) -> None:
    ran = baes_opt("cache", *arguments, "--json")

    assert ran.code == 2
    assert set(ran.json["error"]) == {"code", "message", "hint"}


@pytest.mark.slow
def test_an_entity_that_evolves_loses_its_entries_but_the_request_for_that(
    baes_opt: BaesOpt,
) -> None:
    baes_opt("build", STUDENT, "create course with title", "--out", "app")
    baes_opt("recognize", "list all students", COURSES)

    baes_opt("build", "add phone to student", "--out", "app")

    assert sorted(texts(baes_opt, "--entity", "student")) == ["add phone to student"]
    assert sorted(texts(baes_opt, "--entity", "course")) == ["create course with title", COURSES]
    ended = baes_opt("events", "list", "--type", "RecognitionEvicted", "--json").json["events"]
    assert {one["payload"]["reason"] for one in ended} == {"schema_evolved"}


def test_what_is_too_old_ends_at_the_start_of_the_next_process(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    baes_opt("recognize", STUDENT)
    exported = tmp_path / "old.jsonl"
    baes_opt("cache", "export", exported)
    line = json.loads(exported.read_text(encoding="utf-8"))
    line["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 5 * 86_400))
    exported.write_text(json.dumps(line), encoding="utf-8")
    assert baes_opt("cache", "import", exported, "--data-dir", "aged").code == 0
    listed = ("cache", "list", "--data-dir", "aged", "--json")
    assert len(baes_opt(*listed).json["entries"]) == 1

    with Optimizer.open(Settings(data_dir=tmp_path / "aged", max_age_days=4)) as optimizer:
        assert list(optimizer.cache.entries()) == []
        assert optimizer.look_up(STUDENT).source is Source.RULES


def test_64_callers_at_once_cost_one_recognition_and_no_hit_is_lost(tmp_path: Path) -> None:
    with Optimizer.open(Settings(data_dir=tmp_path / "data")) as optimizer:
        with ThreadPoolExecutor(64) as pool:
            found = list(pool.map(lambda _: optimizer.look_up(STUDENT), range(64)))

        sources = [one.source for one in found]
        assert (sources.count(Source.RULES), sources.count(Source.MEMORY)) == (1, 63)
        stats = optimizer.cache.stats()
        assert (stats.total_hits, stats.total_misses) == (63, 1)


@pytest.mark.parametrize("fault", ["deleted", "overwritten", "locked"])
def test_a_cache_file_that_cannot_be_used_breaks_no_recognition(
    tmp_path: Path, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "data" / CACHE
    with Optimizer.open(Settings(data_dir=tmp_path / "data")) as optimizer:
        optimizer.recognize(STUDENT)
        optimizer.cache.stats()
        held: sqlite3.Connection | None = None
        if fault == "deleted":
            for suffix in ("", "-wal", "-shm"):
                file.with_name(file.name + suffix).unlink(missing_ok=True)
        elif fault == "overwritten":
            file.write_bytes(b"no database " * 4_000)
        else:
            held = sqlite3.connect(file, isolation_level=None)
            held.execute("BEGIN IMMEDIATE")

        assert optimizer.look_up(STUDENT).source is Source.MEMORY
        assert optimizer.look_up(COURSES).source is Source.RULES
        assert optimizer.look_up(COURSES).source is Source.MEMORY
        if held is not None:
            held.close()

    assert len([r for r in caplog.records if r.name == "projections.recognition_reader"]) <= 1
    with Optimizer.open(Settings(data_dir=tmp_path / "data")) as optimizer:
        assert {entry.text for entry in optimizer.cache.entries()} == {STUDENT, COURSES}
        assert optimizer.look_up(STUDENT).source is Source.PERSISTENT


_ASK = """
import sys
from baes_optimizer import Optimizer, Settings
with Optimizer.open(Settings(data_dir=sys.argv[1])) as optimizer:
    print(*(optimizer.look_up(text).source for text in sys.argv[2:]))
"""


def test_a_cache_file_that_cannot_be_written_breaks_no_recognition(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    baes_opt("recognize", STUDENT, "--data-dir", "data")
    program = tmp_path / "program.py"
    program.write_text(_ASK, encoding="utf-8")
    file = tmp_path / "data" / CACHE

    assert (
        on_a_read_only_disk(file, program, tmp_path / "data", STUDENT, COURSES)
        == "persistent rules\n"
    )
    assert set(texts(baes_opt, "--data-dir", "data")) == {STUDENT, COURSES}
