"""A reader is only a faster pydantic: it accepts nothing else, and means nothing else."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import pytest
from pydantic import AfterValidator, AwareDatetime, Field, ValidationError, field_validator
from pydantic_core import to_json

from domain.events import (
    EVENT_TYPES,
    Event,
    RecognitionHitsRecorded,
    RuleAdded,
    RuleUpdated,
    TemplateRegistered,
)
from domain.model import Model
from infrastructure.model_reader import NoReaderError, reader_of
from tests.examples import EXAMPLES

HOSTILE: tuple[object, ...] = (
    None, True, -1, 0, 2, 1.5, -0.5, 2**70, 1e300, "", "x", "1", "2026-01-01T00:00:00", [], ["x"],
    [None], [[]], {}, {"x": 1},
)  # fmt: skip
READ = [e for e in EXAMPLES if not isinstance(e, RuleAdded | RuleUpdated | TemplateRegistered)]
READ = [e for e in READ if not isinstance(e, RecognitionHitsRecorded)]


def read(kind: type[Event], payload: object) -> Event:
    reader = reader_of(kind)
    event: Event = reader.build(msgspec.json.decode(to_json(payload), type=reader.shape))
    return event


def mutants(value: Any) -> Iterator[Any]:
    """The value with one place of it replaced, removed or added to."""
    yield from HOSTILE
    if isinstance(value, dict):
        yield {**value, "planted": 1}
        for name, inner in value.items():
            yield {key: kept for key, kept in value.items() if key != name}
            for other in mutants(inner):
                yield {**value, name: other}
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            for other in mutants(inner):
                yield [*value[:number], other, *value[number + 1 :]]


@pytest.mark.parametrize("event", READ, ids=lambda event: type(event).__name__)
def test_what_it_reads_is_what_pydantic_reads(event: Event) -> None:
    found = read(type(event), event.model_dump(mode="json"))

    assert found == event
    assert found.model_dump() == event.model_dump()
    assert found.model_fields_set == set(type(event).model_fields)
    assert repr(found) == repr(event)
    assert hash(type(found)) == hash(type(event))
    assert copy.deepcopy(found) == event


@pytest.mark.parametrize("event", READ, ids=lambda event: type(event).__name__)
def test_it_accepts_nothing_that_pydantic_refuses(event: Event) -> None:
    kind = type(event)
    accepted = 0
    for payload in mutants(event.model_dump(mode="json")):
        try:
            found = read(kind, payload)
        except (msgspec.DecodeError, ValueError, ArithmeticError):
            continue  # pydantic is asked then; it may be more lenient
        accepted += 1
        assert found == kind.model_validate_json(to_json(payload)), payload
    assert accepted


def test_every_event_but_those_with_patterns_has_a_reader() -> None:
    without = []
    for kind in EVENT_TYPES:
        try:
            reader_of(kind)
        except NoReaderError:
            without.append(kind)

    assert without == [RecognitionHitsRecorded, RuleAdded, RuleUpdated, TemplateRegistered]


class Colour(StrEnum):
    RED = "red"


class Inner(Model):
    size: int = Field(ge=0)
    colour: Colour = Colour.RED


class Outer(Model):
    inners: tuple[Inner, ...] = ()
    one: Inner | None = None
    when: Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]


def read_outer(text: bytes) -> Outer:
    reader = reader_of(Outer)
    outer: Outer = reader.build(msgspec.json.decode(text, type=reader.shape))
    return outer


def test_models_within_models_are_models_and_equal_ones_are_shared() -> None:
    text = (
        b'{"inners":[{"size":1},{"size":2},{"size":1}],"one":{"size":3},'
        b'"when":"2026-01-01T01:00:00+01:00"}'
    )

    first, second = read_outer(text), read_outer(text)

    assert first == Outer.model_validate_json(text)
    assert first.when == datetime(2026, 1, 1, tzinfo=UTC)
    assert first.when.tzinfo is UTC
    assert first.inners[0] is first.inners[2]
    assert first.inners is second.inners
    assert read_outer(b'{"when":"2026-01-01T00:00:00Z"}').inners == ()


@pytest.mark.parametrize("inners", [b'"text"', b"{}", b"null", b"1", b'[{"size":-1}]', b"[1]"])
def test_a_list_that_does_not_fit_is_refused(inners: bytes) -> None:
    text = b'{"inners":' + inners + b',"when":"2026-01-01T00:00:00Z"}'

    with pytest.raises(msgspec.DecodeError):
        read_outer(text)
    with pytest.raises(ValidationError):
        Outer.model_validate_json(text)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        read_outer(b'{"when":"2026-01-01T00:00:00"}')


def test_what_cannot_be_said_in_its_words_has_no_reader() -> None:
    class Patterned(Model):
        name: str = Field(pattern="^a+$")

    class Validated(Model):
        name: str

        @field_validator("name")
        @classmethod
        def known(cls, name: str) -> str:
            return name

    class Factory(Model):
        names: list[str] = Field(default_factory=list)

    class Mixed(Model):
        one: Inner | Outer

    class Bounded(Model):
        inners: tuple[Inner, ...] = Field(min_length=1)

    for kind in (Patterned, Validated, Factory, Mixed, Bounded):
        with pytest.raises(NoReaderError):
            reader_of(kind)
