"""Rules at the command line: changed, gone back to, and measured by what people say of code."""

import json
from pathlib import Path

from tests.end_to_end.program import BaesOpt

WRONG = '@router.post("/a")\ndef a() -> A: ...\n'
NO_PRINT = {
    "rule_id": "no_print",
    "description": "no print in a service",
    "category": "backend",
    "prohibited_patterns": [r"\bprint\("],
}


def put(path: Path, content: object) -> str:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path.name


def test_a_rule_of_ones_own_lives_from_add_to_rollback(baes_opt: BaesOpt, tmp_path: Path) -> None:
    rule, change = (
        put(tmp_path / "r.json", NO_PRINT),
        put(tmp_path / "c.json", {"description": "b"}),
    )
    printing = put(tmp_path / "a.py", "def f() -> None:\n    print('x')\n")

    assert baes_opt("rule", "add", rule).code == 0
    assert baes_opt("rule", "check", printing, "--swea", "backend").code == 1
    assert baes_opt("rule", "update", "no_print", change).out == "no_print: updated\n"
    assert baes_opt("rule", "disable", "no_print").code == 0
    assert baes_opt("rule", "check", printing, "--swea", "backend").code == 0
    assert baes_opt("rule", "rollback", "no_print", "--json").json["description"] != "b"

    versions = baes_opt("rule", "show", "no_print", "--history", "--json").json["versions"]
    assert [one["version"] for one in versions] == [1, 2, 3]
    assert baes_opt("rule", "enable", "no_print", "--json").json["enabled"] is True


def test_what_is_no_rule_is_refused_in_one_sentence(baes_opt: BaesOpt, tmp_path: Path) -> None:
    wrong = {
        "no.json": "[1]",
        "field.json": {**NO_PRINT, "colour": "red"},
        "pattern.json": {**NO_PRINT, "prohibited_patterns": ["("]},
    }
    for name, content in wrong.items():
        done = baes_opt("rule", "add", put(tmp_path / name, content))

        assert (done.code, done.out) == (2, ""), name
        assert done.err.startswith("error: "), name
        assert "Traceback" not in done.err, name


def test_a_verdict_is_measured_against_the_rules(baes_opt: BaesOpt, tmp_path: Path) -> None:
    file = put(tmp_path / "a.py", WRONG)
    early = baes_opt("rule", "verdict", file, "reject")
    baes_opt("rule", "check", file, "--swea", "backend")

    given = baes_opt("rule", "verdict", file, "reject", "--reason", "as it says", "--json")
    by_digest = baes_opt("rule", "verdict", given.json["content_sha256"][:12], "reject", "--json")
    rows = baes_opt("rule", "list", "--category", "backend", "--json").json["rules"]

    assert (early.code, early.err.splitlines()[0]) == (
        2,
        "error: a.py was never reviewed as it is now",
    )
    assert (given.json["agreed"], given.json["is_new"]) == (["backend_http_status"], True)
    assert by_digest.json["is_new"] is False
    (row,) = [one for one in rows if one["rule_id"] == "backend_http_status"]
    assert (row["agreed"], row["disagreed"], row["confident_share"]) == (1, 0, 1.0)
    assert row["confidence"] > row["confidence_threshold"]


def test_the_tests_of_a_build_are_verdicts_once(baes_opt: BaesOpt) -> None:
    build = ("build", "Create a system to manage pens with name", "--out", "pens", "--test")

    assert baes_opt(*build).code == 0
    assert baes_opt(*build).code == 0

    found = baes_opt("events", "list", "--type", "ReviewVerdictRecorded", "--json").json["events"]
    said = [(one["payload"]["verdict"], one["payload"]["given_by"]) for one in found]
    assert set(said) == {("approve", "tests")}
    assert len({one["payload"]["content_sha256"] for one in found}) == len(found) == 2
