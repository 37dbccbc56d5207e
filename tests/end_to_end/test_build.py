"""The main job on real input: every table of three public schemas, and typed requests."""

import hashlib
import re
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.end_to_end.program import DATA, BaesOpt, ask, closed_forms

TABLES = {"chinook": 11, "northwind": 13, "sakila": 16}


def digests(folder: Path) -> dict[str, str]:
    """Every file of a folder by its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize("schema", TABLES)
def test_every_table_of_a_real_schema_becomes_one_tested_application(
    baes_opt: BaesOpt, schema: str
) -> None:
    spec = DATA / f"{schema}.json"

    built = baes_opt("build", "--spec", spec, "--out", "app", "--test", "--json")

    assert built.code == 0, built.err
    requests = built.json["requests"]
    assert len(requests) == TABLES[schema]
    assert {one["review"] for one in requests} == {"confident_approval"}
    assert all(one["tests"]["passed"] > 0 for one in requests)
    assert sum(one["tests"]["failed"] for one in requests) == 0
    assert built.json["totals"]["tokens"] == 0
    assert built.json["totals"]["token_reduction_pct"] == 100.0


@pytest.mark.slow
def test_the_same_specification_gives_the_same_bytes(baes_opt: BaesOpt, tmp_path: Path) -> None:
    for out in ("first", "second"):
        built = baes_opt("build", "--spec", DATA / "chinook.json", "--out", out)
        assert built.code == 0, built.err

    assert digests(tmp_path / "first") == digests(tmp_path / "second")


@pytest.mark.slow
def test_typed_requests_become_one_tested_application(baes_opt: BaesOpt, tmp_path: Path) -> None:
    requests = closed_forms()

    built = baes_opt("build", *requests, "--out", "app", "--test", "--json")

    assert built.code == 0, built.err
    assert [one["text"] for one in built.json["requests"]] == requests
    assert {one["source"] for one in built.json["requests"]} == {"rules"}
    assert {one["review"] for one in built.json["requests"]} == {"confident_approval"}
    student = next(one for one in built.json["requests"] if one["entity"] == "Student")
    assert student["tests"]["passed"] > 0
    assert student["tests"]["failed"] == 0
    assert "app/models/student.py" in student["files"]
    model = (tmp_path / "app" / "app" / "models" / "student.py").read_text(encoding="utf-8")
    assert re.search(r"\bphone_number\b", model)  # added by a later request
    assert not re.search(r"\bage\b", model)  # removed by a later request
    assert not (tmp_path / "app" / "app" / "models" / "course.py").exists()  # deleted by one


@pytest.mark.slow
def test_the_same_requests_are_answered_from_the_caches(baes_opt: BaesOpt) -> None:
    requests = closed_forms()
    baes_opt("build", *requests, "--out", "app")

    again = baes_opt("build", *requests, *requests, "--out", "app", "--json")

    sources = [one["source"] for one in again.json["requests"]]
    assert set(sources[: len(requests)]) == {"persistent"}
    assert set(sources[len(requests) :]) == {"memory"}
    entries = baes_opt("cache", "list", "--json").json["entries"]
    assert {entry["text"]: entry["hit_count"] for entry in entries} == dict.fromkeys(requests, 2)


def test_the_events_of_one_request_tell_its_story_in_order(baes_opt: BaesOpt) -> None:
    built = baes_opt("build", "create books with title and isbn", "--out", "app", "--json")
    request_id = built.json["requests"][0]["request_id"]

    story = baes_opt("events", "list", "--request", request_id, "--json").json["events"]

    names = [event["type"] for event in story]
    assert names[0] == "RecognitionCached"
    assert names[-1] == "GenerationRecorded"
    first = {name: names.index(name) for name in reversed(names)}
    assert (
        first["RecognitionCached"]
        < first["EntityDefined"]
        < first["TemplateRendered"]
        < first["CodeValidated"]
        < first["ArtefactGenerated"]
        < first["GenerationRecorded"]
    )
    assert [event["position"] for event in story] == sorted(e["position"] for e in story)


def test_a_rejected_name_of_the_system_is_no_path(baes_opt: BaesOpt, tmp_path: Path) -> None:
    ran = baes_opt("build", "create books with title", "--system", "../../evil", "--out", "app")

    assert not (tmp_path.parent / "evil").exists()
    assert ran.code in (0, 2)


def test_without_templates_a_model_is_needed(baes_opt: BaesOpt, tmp_path: Path) -> None:
    off = {"BAES_ENABLE_TEMPLATES": "false"}

    ran = baes_opt("build", "create books with title", "--out", "app", settings=off)

    assert ran.code == 3
    assert "BAES_ENABLE_TEMPLATES" in ran.err
    assert not (tmp_path / "app").exists()


def test_without_rules_a_review_is_uncertain(baes_opt: BaesOpt) -> None:
    off = {"BAES_ENABLE_RULES": "false"}

    ran = baes_opt("build", "create books with title", "--out", "app", "--json", settings=off)

    assert ran.code == 0
    assert [one["review"] for one in ran.json["requests"]] == ["uncertain"]


@pytest.mark.slow
def test_builds_at_the_same_time_lose_nothing_of_each_other(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    requests = [f"create {name} with title" for name in ("books", "pens", "cars", "trees")]

    with ThreadPoolExecutor(len(requests)) as pool:
        codes = [
            ran.code for ran in pool.map(lambda r: baes_opt("build", r, "--out", "a"), requests)
        ]

    assert codes == [0, 0, 0, 0]
    models = {path.stem for path in (tmp_path / "a" / "app" / "models").glob("*.py")}
    assert models == {"__init__", "book", "pen", "car", "tree"}


def test_a_store_that_refuses_leaves_the_folder_as_it_was(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    baes_opt("recognize", "create books with title")
    limit = (40 * 1024, resource.RLIM_INFINITY)

    ran = baes_opt(
        "build", "create books with title", "--out", "app", limits={resource.RLIMIT_FSIZE: limit}
    )

    assert ran.code == 4
    assert "Traceback" not in ran.err
    assert not (tmp_path / "app").exists()
    assert baes_opt("build", "create books with title", "--out", "app").code == 0
    assert not list((tmp_path / "baes-data").glob("*.damaged*"))


def books(folder: Path, *rows: dict[str, object]) -> list[dict[str, object]]:
    """Add rows to the database file, list what is there."""
    found: list[dict[str, object]] = ask(folder, "/api/books", *rows)["items"]
    return found


@pytest.mark.slow
def test_a_changed_entity_keeps_the_rows_of_its_database(baes_opt: BaesOpt, tmp_path: Path) -> None:
    baes_opt("build", "create books with title and isbn", "--out", "app")
    books(tmp_path / "app", {"title": "Emma", "isbn": "1"})

    baes_opt("build", "add pages:int to book", "--out", "app")
    grown = books(tmp_path / "app", {"title": "Persuasion", "isbn": "2", "pages": 249})
    baes_opt("build", "remove isbn from book", "--out", "app")
    shrunk = books(tmp_path / "app")

    assert grown == [
        {"id": 1, "title": "Emma", "isbn": "1", "pages": None},
        {"id": 2, "title": "Persuasion", "isbn": "2", "pages": 249},
    ]
    assert shrunk == [
        {"id": 1, "title": "Emma", "pages": None},
        {"id": 2, "title": "Persuasion", "pages": 249},
    ]
    names = sorted(path.name for path in (tmp_path / "app" / "migrations").iterdir())
    assert names == ["0001.sql", "0002.sql"]
