"""requests.txt: every line behaves as the comment above it says, through the installed program."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.program import DATA, BaesOpt, section

REQUESTS = DATA / "requests.txt"


@pytest.fixture
def lines(baes_opt: BaesOpt) -> dict[str, Any]:
    """What `recognize --file requests.txt --json` says, by request."""
    ran = baes_opt("recognize", "--file", REQUESTS, "--json")
    assert ran.code == 3  # the custom ones need a model
    return {one["text"]: one for one in ran.lines}


def test_closed_forms_are_recognised_by_rules(lines: dict[str, Any]) -> None:
    closed = [lines[text] for text in section("# closed forms")]

    assert {one["source"] for one in closed} == {"rules"}
    assert all(one["entity"] and one["intent"] and one["tokens"] == 0 for one in closed)
    assert len({one["key"] for one in closed}) == len(closed)


def test_a_request_with_everything_explicit_is_read_to_the_letter(lines: dict[str, Any]) -> None:
    products = next(one for text, one in lines.items() if "products table" in text)

    assert products["entity"] == "Product"
    found = {one["name"]: one for one in products["attributes"]}
    assert list(found) == ["sku", "price", "in_stock", "description"]
    assert (found["sku"]["unique"], found["sku"]["max_length"]) == (True, 20)
    assert [found[name]["type"] for name in found] == ["string", "decimal", "boolean", "text"]
    assert found["description"]["required"] is False


def test_the_direction_of_a_relation_is_part_of_the_meaning(lines: dict[str, Any]) -> None:
    one, other = lines["add course to student"], lines["add student to course"]

    assert one["relationship"]["primary"] == other["relationship"]["secondary"] == "Student"
    assert one["key"] != other["key"]


def test_portuguese_shares_the_grammar(lines: dict[str, Any]) -> None:
    create, add = (lines[text] for text in section("# Portuguese"))

    assert (create["entity"], create["intent"]) == ("Aluno", "create")
    assert [one["name"] for one in create["attributes"]] == ["nome", "matrícula", "média"]
    assert (add["entity"], add["intent"]) == ("Aluno", "update")


def test_paraphrases_share_an_entry(lines: dict[str, Any]) -> None:
    first = lines["Create a system to manage students with name, email and age"]

    for text in section("# paraphrases"):
        assert lines[text]["key"] == first["key"]
        assert lines[text]["source"] == "memory"


def test_near_misses_share_no_entry(lines: dict[str, Any]) -> None:
    near = section("# near-misses")
    resembled = [text for text in lines if text not in near]

    for text in near:
        assert lines[text]["key"] not in {lines[other]["key"] for other in resembled}
    assert all(lines[a]["key"] != lines[b]["key"] for a, b in combinations(near, 2))


def test_custom_requests_are_not_answered(lines: dict[str, Any]) -> None:
    for text in section("# custom logic"):
        assert lines[text]["source"] == "unrecognized"
        assert lines[text]["unparsed"]


def test_a_dry_run_gives_the_same_keys_and_touches_no_store(
    baes_opt: BaesOpt, tmp_path: Path, lines: dict[str, Any]
) -> None:
    dry = baes_opt("recognize", "--file", REQUESTS, "--json", "--dry-run", "--data-dir", "other")

    assert {one["text"]: one["key"] for one in dry.lines} == {
        text: one["key"] for text, one in lines.items()
    }
    assert not (tmp_path / "other").exists()


def test_the_same_requests_hit_the_persistent_tier_then_memory(baes_opt: BaesOpt) -> None:
    closed = section("# closed forms")
    baes_opt("recognize", *closed)

    again = baes_opt("recognize", *closed, *closed, "--json").lines

    assert {one["source"] for one in again[: len(closed)]} == {"persistent"}
    assert {one["source"] for one in again[len(closed) :]} == {"memory"}
    entries = baes_opt("cache", "list", "--json").json["entries"]
    assert {one["text"]: one["hit_count"] for one in entries} == dict.fromkeys(closed, 2)
    stats = baes_opt("cache", "stats", "--json").json
    assert (stats["memory_hits"], stats["persistent_hits"]) == (len(closed), len(closed))
    assert stats["total_misses"] == len(closed)
