"""Rules in a request or a specification reach the API, the database and the README."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.end_to_end.program import BaesOpt

REQUEST = (
    "Create a system to manage trips with title, starts_on:date, ends_on:date and seats:int. "
    "Ends on must be after starts on. Seats must be between 1 and 9. "
    "No two trips can have the same title."
)
TRY = """
from fastapi.testclient import TestClient
from app.main import app
good = {"title": "a", "starts_on": "2024-01-01", "ends_on": "2024-01-02", "seats": 3}
def errors(answer): return int(answer.status_code), [e["field"] for e in answer.json()["errors"]]
with TestClient(app) as client:
    print(client.post("/api/trips", json=good).status_code)
    print(errors(client.post("/api/trips", json=good | {"title": "b", "ends_on": "2024-01-01"})))
    print(errors(client.patch("/api/trips/1", json={"starts_on": "2024-05-01"})))
    print(errors(client.post("/api/trips", json=good | {"title": "b", "seats": 10})))
    print(errors(client.post("/api/trips", json=good)))
"""


@pytest.mark.slow
def test_rules_of_a_request_are_kept_by_the_api_and_by_the_database(
    baes_opt: BaesOpt, tmp_path: Path
) -> None:
    built = baes_opt("build", REQUEST, "--out", "app", "--test", "--json")

    assert built.code == 0, built.err
    assert built.json["requests"][0]["tests"]["failed"] == 0
    done = subprocess.run(
        [sys.executable, "-c", TRY],
        cwd=tmp_path / "app",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "201",
        "(422, ['ends_on'])",
        "(422, ['ends_on'])",
        "(422, ['seats'])",
        "(409, ['title'])",
    ]
    with (
        closing(sqlite3.connect(tmp_path / "app" / "app.db")) as database,
        pytest.raises(sqlite3.IntegrityError, match="ends_on_after_starts_on"),
    ):
        database.execute("UPDATE trips SET ends_on = '2023-01-01'")


@pytest.mark.slow
def test_an_attribute_that_is_removed_ends_its_rules(baes_opt: BaesOpt, tmp_path: Path) -> None:
    baes_opt("build", REQUEST, "--out", "app")

    built = baes_opt("build", "remove ends_on from trip", "--out", "app", "--json")

    assert built.code == 0, built.err
    readme = (tmp_path / "app" / "README.md").read_text(encoding="utf-8")
    _, _, rules = readme.partition("These rules are constraints")
    listed = [line for line in rules.splitlines() if line.startswith("- Trip")]
    assert [line.removeprefix("- Trip: ") for line in listed] == [
        "Seats must be between 1 and 9",
        "No two trips can have the same title",
    ]
    assert not (tmp_path / "app" / "app" / "comparisons.py").exists()


@pytest.mark.parametrize(
    "rule", ["Seats must be twice the price", "Starts on must be in the future"]
)
def test_a_rule_that_is_custom_logic_is_named_and_nothing_is_written(
    baes_opt: BaesOpt, tmp_path: Path, rule: str
) -> None:
    spec = {
        "schema": "s",
        "entities": [
            {
                "entity": "Trip",
                "attributes": [{"name": "seats", "type": "integer"}, {"name": "starts on"}],
                "business_rules": ["seats must be positive", rule],
            }
        ],
    }
    (tmp_path / "spec.json").write_text(json.dumps(spec), encoding="utf-8")

    ran = baes_opt("build", "--spec", "spec.json", "--out", "app", "--json")

    assert ran.code == 3
    assert rule in ran.json["error"]["message"]
    assert not (tmp_path / "app").exists()


def test_the_readme_tells_what_was_asked(baes_opt: BaesOpt, tmp_path: Path) -> None:
    first, second = "create books with title and isbn", "add pages:int to book"
    baes_opt("build", first, "--out", "app")
    baes_opt("build", second, "--out", "app")

    built = baes_opt("build", second, "--out", "app", "--json")

    assert built.code == 0, built.err
    readme = (tmp_path / "app" / "README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if "`ui/pages/book.py`" in line]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [first, second]
