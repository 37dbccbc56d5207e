"""Stored events outlive the code: every stored version is read, and written to the same bytes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from domain.errors import CorruptHistoryError, StoreNewerError
from domain.events import (
    EVENT_TYPES,
    Event,
    Fact,
    Hit,
    RecognitionCacheMigrated,
    RecognitionHitsRecorded,
    RuleDisabled,
    Tier,
)
from domain.events.event import Payload
from domain.metrics import MAX_COUNT, MAX_SECONDS
from infrastructure.adapters import event_codec
from infrastructure.adapters.event_codec import decode, encode
from tests.examples import EXAMPLES, STREAM, WHEN, fact

GOLDEN = Path(__file__).parent.parent / "golden"
FILES = sorted(GOLDEN.glob("*.json"))


def _example(topic: str) -> Event:
    return next(e for e in EXAMPLES if e.stored_as == topic)


def test_every_stored_version_of_every_event_has_a_golden_file() -> None:
    wanted = {
        f"{kind.stored_as}.v{version}.json"
        for kind in EVENT_TYPES
        for version in range(1, kind.schema_version + 1)
    }

    assert {file.name for file in FILES} == wanted


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_file_still_reads_and_means_the_same(file: Path) -> None:
    topic, _, _ = file.stem.rpartition(".v")

    recorded = decode(topic, file.read_bytes().strip(), position=7, stream=STREAM, version=3)

    assert recorded.event == _example(topic)
    assert (recorded.position, recorded.stream, recorded.version) == (7, STREAM, 3)
    assert (recorded.occurred_at, recorded.request_id) == (WHEN, "r-1")


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.__name__)
def test_the_newest_version_is_written_back_to_the_same_bytes(kind: type[Event]) -> None:
    state = (GOLDEN / f"{kind.stored_as}.v{kind.schema_version}.json").read_bytes().strip()

    read = decode(kind.stored_as, state, stream=STREAM)
    written = encode(Fact(read.event_id, read.occurred_at, read.request_id, read.event))

    assert written == (kind.stored_as, state)


_HITS = st.lists(
    st.builds(
        Hit,
        key=st.text(),
        request_id=st.text(),
        tier=st.sampled_from(Tier),
        occurred_at=st.datetimes(timezones=st.just(UTC)),
        seconds=st.floats(min_value=0, max_value=MAX_SECONDS),
        tokens_saved=st.integers(min_value=0, max_value=MAX_COUNT),
    ),
    max_size=5,
)


@given(hits=_HITS)
def test_hits_of_any_content_survive_the_round_trip(hits: list[Hit]) -> None:
    event = RecognitionHitsRecorded(hits=tuple(hits))

    topic, state = encode(fact(event))

    assert decode(topic, state, stream=STREAM).event == event


@given(
    request_id=st.text(),
    text=st.text(),
    moment=st.datetimes(timezones=st.timezones(), allow_imaginary=False),
    event_id=st.uuids(),
)
def test_any_envelope_survives_the_round_trip(
    request_id: str, text: str, moment: datetime, event_id: UUID
) -> None:
    given_fact = Fact(event_id, moment, request_id, RuleDisabled(rule_id=text))

    topic, state = encode(given_fact)
    given_fact = given_fact._replace(occurred_at=moment.astimezone(UTC))  # as it is stored
    read = decode(topic, state, stream=STREAM)

    assert Fact(read.event_id, read.occurred_at, read.request_id, read.event) == given_fact


class _Renamed(Event):
    """Version 1 called it `name`, version 2 `title`, version 3 knows who."""

    stored_as: ClassVar[str] = "example.renamed"
    schema_version: ClassVar[int] = 3

    title: str
    by: str


def _to_2(payload: Payload) -> Payload:
    return {"title": payload["name"]}


def _to_3(payload: Payload) -> Payload:
    return payload | {"by": "unknown"}


_Renamed.upcasts = {1: _to_2, 2: _to_3}


def _state(version: int, payload: Payload) -> bytes:
    envelope = {
        "event_id": str(STREAM),
        "occurred_at": WHEN,
        "request_id": "r",
        "schema_version": version,
        "payload": payload,
    }
    return msgspec.json.encode(envelope)


_ROW = ["k", "r", "memory", WHEN, 0.1, 8]


def test_old_versions_are_lifted_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_codec, "BY_TOPIC", {_Renamed.stored_as: _Renamed})

    first = decode("example.renamed", _state(1, {"name": "x"}), stream=STREAM)
    second = decode("example.renamed", _state(2, {"title": "x"}), stream=STREAM)

    assert first.event == second.event == _Renamed(title="x", by="unknown")


def test_an_event_of_a_newer_version_says_so_and_where_it_stands() -> None:
    with pytest.raises(StoreNewerError, match=r"event 12 \(rule.disabled\) has format 2") as caught:
        decode("rule.disabled", _state(2, {"rule_id": "x"}), position=12, stream=STREAM)

    assert caught.value.position == 12


@pytest.mark.parametrize(
    ("topic", "state", "says"),
    [
        ("rule.forgotten", _state(1, {}), "no such event is known"),
        ("rule.disabled", b"", "truncated"),
        ("rule.disabled", b'{"event_id": 1}', "event_id"),
        ("rule.disabled", _state(1, {}), "rule_id: Field required"),
        ("rule.disabled", _state(1, {"rule_id": "x", "planted": 1}), "planted: Extra inputs"),
        ("rule.disabled", _state(0, {"rule_id": "x"}), "no upcast"),
        ("recognition.hits_recorded", _state(1, {"hits": [_ROW[:5]]}), "Expected `array`"),
        (
            "recognition.hits_recorded",
            _state(1, {"hits": [[*_ROW[:4], -1.0, 0]]}),
            ">= 0.0 - at",
        ),
        ("recognition.hits_recorded", _state(1, {"hits": [[*_ROW[:5], 1.5]]}), "Expected `int`"),
        ("recognition.hits_recorded", _state(1, {"hits": [], "planted": 1}), "unknown field"),
    ],
)
def test_an_unreadable_event_is_refused_in_one_sentence(
    topic: str, state: bytes, says: str
) -> None:
    with pytest.raises(CorruptHistoryError, match=says) as caught:
        decode(topic, state, position=12, stream=STREAM)

    assert caught.value.position == 12
    assert caught.value.message.startswith(f"event 12 ({topic}) cannot be read: ")
    assert "\n" not in caught.value.message


def test_a_time_without_a_zone_is_not_stored() -> None:
    nowhere = Fact(STREAM, WHEN.replace(tzinfo=None), "r", RuleDisabled(rule_id="x"))

    with pytest.raises(ValueError, match="no time zone"):
        encode(nowhere)


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.stored_as)
def test_what_is_written_of_an_event_is_what_pydantic_writes(event: Event) -> None:
    _, state = encode(fact(event, 1))

    assert state.endswith(b'"payload":' + to_json(event) + b"}")


@given(st.integers(min_value=-(2**80), max_value=2**80))
def test_integers_of_any_size_survive_the_round_trip(number: int) -> None:
    event = RecognitionCacheMigrated(
        from_version=number, to_version=1, moved=1, merged=0, split=0, dropped=0
    )

    topic, state = encode(fact(event, 1))

    assert decode(topic, state, STREAM).event == event


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_text_without_utf_8_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        encode(fact(RuleDisabled(rule_id=text), 1))
    with pytest.raises(ValueError, match="surrogates"):
        encode(fact(RuleDisabled(rule_id="r"), 1, request_id=text))
