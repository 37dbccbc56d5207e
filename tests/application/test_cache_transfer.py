"""Out of one cache and into another: line by line, and nothing that this cache would not say."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.cache_transfer import LONGEST_LINE, CacheTransfer, Imported
from domain.events import RecognitionCached
from domain.known_entities import KnownEntities
from domain.recognition import Intent, Recognition, Source
from tests.recognition_world import World

TEXTS = (
    "create student with name, age:int and mark (decimal(4, 2), between 0 and 10)",
    "add course to student",
    "list all students",
)
CUSTOM = "Create a loan entity with dueDate, and compute the instalment"
LOAN = Recognition(entity="Loan", intent=Intent.CUSTOM, confidence=0.8)

Change = Callable[[dict[str, Any]], object]


def transfer(world: World) -> CacheTransfer:
    return CacheTransfer(
        recogniser=world.recogniser,
        rules=world.service.cache_rules,
        store=world.store,
        journal=world.journal,
        clock=world.clock,
        settle=world.sync,
    )


def full_world() -> World:
    world = World()
    for text in TEXTS:
        world.service.recognize(text)
    world.service.recognize("add gadget to student", known=KnownEntities.of([("Gadget", 1)]))
    world.cache.write(CUSTOM, LOAN, tokens=812)
    return world


def lines_of(world: World) -> list[bytes]:
    return [line.encode() for line in transfer(world).export_lines()]


def imported(lines: list[bytes], world: World | None = None) -> tuple[World, Imported]:
    world = world or World()
    return world, transfer(world).import_lines(lines)


def test_what_goes_out_comes_in_the_same() -> None:
    old = full_world()
    lines = lines_of(old)

    new, outcome = imported(lines)

    assert (outcome.imported, outcome.unchanged, outcome.refused) == (5, 0, ())
    assert sorted(lines_of(new)) == sorted(lines)
    assert new.service.recognize(TEXTS[0]).source is Source.PERSISTENT
    assert new.cache.read(CUSTOM) == LOAN


def test_the_entries_keep_their_age() -> None:
    old = full_world()
    lines = lines_of(old)
    new = World()
    new.clock.ahead = timedelta(days=20)
    imported(lines, new)
    new.clock.ahead = timedelta(days=31)

    assert new.service.recognize(TEXTS[0]).source is Source.RULES
    assert new.cache.cleanup() == 4


def test_importing_twice_changes_nothing() -> None:
    lines = lines_of(full_world())
    new, _ = imported(lines)
    before = len(new.events(RecognitionCached))

    _, again = imported([*lines, *lines], new)

    assert (again.imported, again.unchanged) == (0, 10)
    assert len(new.events(RecognitionCached)) == before


def test_a_newer_answer_of_another_meaning_is_not_replaced_by_an_older_one() -> None:
    lines = lines_of(full_world())
    new = World()
    other = Recognition(entity="Credit", intent=Intent.CUSTOM, confidence=0.9)
    new.cache.write(CUSTOM, other)

    imported(lines, new)

    assert new.cache.read(CUSTOM) == other


def _told(change: Change) -> bytes:
    line = json.loads(next(line for line in lines_of(full_world()) if b"mark" in line))
    change(line)
    return json.dumps(line).encode()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: line.pop("text"), "text"),
        (lambda line: line.update(planted=1), "planted"),
        (lambda line: line.update(format=2), "format"),
        (lambda line: line.update(text=""), "empty"),
        (lambda line: line.update(text="create \x00"), "control character"),
        (lambda line: line.update(text="list all students"), "not that of its text"),
        (lambda line: line.update(text="make it better"), "not that of its text"),
        (lambda line: line.update(normalized_request_key="make it better"), "of its text"),
        (lambda line: line.update(cache_version=7), "cache version"),
        (lambda line: line.update(source="memory"), "from memory"),
        (lambda line: line.update(timestamp="2999-01-01T00:00:00Z"), "future"),
        (lambda line: line.update(timestamp="2020-01-01T00:00:00Z"), "older than 30 days"),
        (lambda line: line.update(timestamp="2020-01-01T00:00:00"), "timezone"),
        (lambda line: line["recognition"].update(entity="Teacher"), "answer otherwise"),
        (lambda line: line["recognition"].update(confidence=7), "confidence"),
        (lambda line: line["recognition"]["attributes"].pop(), "answer otherwise"),
        (lambda line: line["recognition"]["attributes"][0].update(type="nought"), "type"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_the_good_ones_go_in(
    change: Change, reason: str
) -> None:
    good = lines_of(full_world())

    world, outcome = imported([good[0], b"\n", _told(change), *good[1:]])

    assert outcome.imported == 5
    (refused,) = outcome.refused
    assert refused.line == 3
    assert reason in refused.reason
    assert len(list(world.cache.entries())) == 5


@pytest.mark.parametrize(
    "line",
    [b"nonsense", b"[]", b"{", b"\xff\xfe", b'"' + b"x" * LONGEST_LINE + b'"', b"null", b"7"],
)
def test_what_is_no_entry_is_refused(line: bytes) -> None:
    _, outcome = imported([line])

    assert [one.line for one in outcome.refused] == [1]


def test_a_models_answer_goes_in_under_its_own_text_only() -> None:
    (line,) = [line for line in lines_of(full_world()) if b"instalment" in line]
    entry = json.loads(line)

    _, moved = imported([json.dumps(entry | {"text": "something else entirely"}).encode()])
    _, foreign = imported([json.dumps(entry | {"namespace": '[1,"x","y","z","none"]'}).encode()])
    _, planted = imported([json.dumps(entry | {"source": "rules"}).encode()])

    assert "not that of its text" in moved.refused[0].reason
    assert "other words" in foreign.refused[0].reason
    assert "never answer by the text" in planted.refused[0].reason


def test_entries_of_another_grammar_go_in_where_the_rules_still_say_the_same() -> None:
    lines = [json.loads(line) for line in lines_of(full_world()) if b'"rules"' in line]
    older = [json.dumps(one | {"namespace": "older"}).encode() for one in lines]

    world, outcome = imported(older)

    assert outcome.imported == 4
    assert world.service.recognize(TEXTS[0]).source is Source.PERSISTENT


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from(
    ["normalized_request_key", "namespace", "text", "recognition", "source", "timestamp", "format"]
)
_LINE = {
    "format": 1,
    "normalized_request_key": "k",
    "namespace": "n",
    "text": "t",
    "recognition": {"entity": "A", "intent": "list", "confidence": 1},
    "source": "model",
    "timestamp": datetime.now(UTC).isoformat(),
    "cache_version": 1,
}


@settings(max_examples=60)
@given(st.dictionaries(_NAMES, _JSON, min_size=1, max_size=3))
def test_whatever_a_line_holds_it_is_refused_or_kept_whole(changes: dict[str, Any]) -> None:
    world, outcome = imported([json.dumps(_LINE | changes).encode()])

    assert outcome.imported + outcome.unchanged + len(outcome.refused) == 1
    assert len(list(world.cache.entries())) == outcome.imported
