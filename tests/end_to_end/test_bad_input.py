"""Bad input gets one clear sentence and an exit code, and nothing is written."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.program import BaesOpt, section


def spec_of(*attributes: dict[str, Any], name: str = "Book") -> str:
    return json.dumps({"schema": "s", "entities": [{"entity": name, "attributes": attributes}]})


TITLE = {"name": "title", "type": "string", "required": True}
BAD_SPECS = {
    "unknown type": (spec_of({"name": "title", "type": "sting"}), "sting"),
    "duplicate attribute": (spec_of(TITLE, TITLE), "title"),
    "names that fold to one": (spec_of(TITLE, {"name": "Title", "type": "string"}), "Title"),
    "dangling reference": (
        spec_of({"name": "a", "type": "integer", "references": {"entity": "X", "field": "id"}}),
        "X",
    ),
    "name that cannot be one": (spec_of({"name": "a/b", "type": "string"}), "a/b"),
    "entity name with a quote": (spec_of(TITLE, name="Bo'ok"), "Bo"),
    "dunder name": (spec_of({"name": "__class__", "type": "string"}), "__class__"),
    "no JSON": ('{"schema": "s",\n "entities": [}', "spec.json:2"),
    "no entities": ('{"schema": "s"}', "entities"),
    "entities of a wrong type": ('{"schema": "s", "entities": 3}', "entities"),
    "unknown key": (spec_of({"name": "a", "type": "string", "maxlength": 3}), "maxlength"),
    "empty list": ('{"schema": "s", "entities": []}', "entities"),
}


def nothing_was_written(folder: Path) -> bool:
    return not (folder / "app").exists()


@pytest.mark.parametrize("case", BAD_SPECS)
def test_a_specification_that_cannot_be_built_is_refused(
    baes_opt: BaesOpt, tmp_path: Path, case: str
) -> None:
    text, named = BAD_SPECS[case]
    (tmp_path / "spec.json").write_text(text, encoding="utf-8")

    ran = baes_opt("build", "--spec", "spec.json", "--out", "app", "--json")

    assert ran.code == 2, ran.err
    message = ran.json["error"]["message"]
    assert "spec.json" in message
    assert named in message
    assert nothing_was_written(tmp_path)


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001, "create books\x00with title"])
def test_a_text_that_is_no_request_is_refused(baes_opt: BaesOpt, tmp_path: Path, text: str) -> None:
    if "\x00" in text:  # no shell can pass it as an argument
        (tmp_path / "requests.txt").write_text(text, encoding="utf-8")
        ran = baes_opt("build", "--file", "requests.txt", "--out", "app", "--json")
    else:
        ran = baes_opt("build", text, "--out", "app", "--json")

    assert ran.code == 2
    assert ran.json["error"]["message"]
    assert nothing_was_written(tmp_path)


@pytest.mark.parametrize("path", ["missing.json", "."])
def test_an_unreadable_specification_is_named(baes_opt: BaesOpt, tmp_path: Path, path: str) -> None:
    ran = baes_opt("build", "--spec", path, "--out", "app")

    assert ran.code == 2
    assert path in ran.err
    assert "Traceback" not in ran.err
    assert nothing_was_written(tmp_path)


def test_somebody_elses_folder_is_left_alone(baes_opt: BaesOpt, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "thesis.txt").write_text("mine", encoding="utf-8")

    ran = baes_opt("build", "create books with title", "--out", "app")

    assert ran.code == 2
    assert [path.name for path in (tmp_path / "app").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("text", section("# custom logic"))
def test_a_request_that_needs_a_model_says_what_could_not_be_parsed(
    baes_opt: BaesOpt, tmp_path: Path, text: str
) -> None:
    ran = baes_opt("build", text, "--out", "app", "--json")

    assert ran.code == 3
    assert ran.json["error"]["code"] == "model_needed"
    assert nothing_was_written(tmp_path)


def test_a_data_directory_that_cannot_be_one_is_exit_code_4(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    ran = baes_opt("recognize", "list students", "--data-dir", "file/stores")

    assert ran.code == 4
    assert "Traceback" not in ran.err


def test_a_file_that_is_no_store_of_ours_is_exit_code_4_and_untouched(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    store = tmp_path / "baes-data" / "events.db"
    store.parent.mkdir()
    store.write_bytes(b"this is not a database, it only lies where one should be" * 100)
    before = store.read_bytes()

    ran = baes_opt("recognize", "list students")

    assert ran.code == 4
    assert store.read_bytes() == before


@pytest.mark.parametrize("arguments", [["build"], ["nonsense"], ["recognize", "--nonsense", "x"]])
def test_a_wrong_command_line_is_exit_code_2(baes_opt: BaesOpt, arguments: list[str]) -> None:
    ran = baes_opt(*arguments)

    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_a_misspelt_setting_is_refused(baes_opt: BaesOpt) -> None:
    ran = baes_opt("recognize", "list students", settings={"BAES_ENABLE_CASH": "true"})

    assert ran.code == 2
    assert "BAES_ENABLE_CASH" in ran.err


def test_a_store_of_a_newer_version_is_exit_code_4_and_doctor_says_so(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    baes_opt("recognize", "list students")
    with closing(sqlite3.connect(tmp_path / "baes-data" / "events.db")) as log:
        log.execute("PRAGMA user_version = 99")

    ran = baes_opt("recognize", "list students", "--json")
    doctor = baes_opt("doctor", "--json")

    assert ran.code == 4
    assert ran.json["error"]["code"] == "store_newer"
    assert doctor.code == 4
    broken = [check for check in doctor.json["checks"] if check["state"] == "broken"]
    assert [check["what"] for check in broken] == ["events.db"]
    assert "99" in broken[0]["detail"]


def test_what_needs_no_store_opens_none(baes_opt: BaesOpt, tmp_path: Path) -> None:
    assert baes_opt("standard", "list").code == 0
    assert baes_opt("doctor").code == 0

    assert not (tmp_path / "baes-data").exists()
