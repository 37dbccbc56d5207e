"""How a fact is written down: the topic is the event's stored name, the state is one JSON object.

`{"event_id", "occurred_at", "request_id", "schema_version", "payload": {…}}`, as golden files show.
A row is data that somebody may have planted: its types and bounds are checked, by msgspec where the
event's class can be said in its words (`model_reader.py`), which is what makes a replay fast; by
pydantic for the rest, for older versions, and to say what is wrong.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Annotated, Any
from uuid import UUID

import msgspec
from pydantic import ValidationError
from pydantic_core import to_json

from domain.errors import CorruptHistoryError, StoreNewerError
from domain.events import EVENT_TYPES, Event, Fact, Hit, RecognitionHitsRecorded, Recorded
from domain.events.event import Payload
from domain.metrics import MAX_COUNT, MAX_SECONDS
from domain.model import Model
from infrastructure.model_reader import ModelReader, NoReaderError, reader_of

FEW = 10  # events of a read that are not worth a reader: making one takes as long as some hundred
BY_TOPIC: Mapping[str, type[Event]] = {kind.stored_as: kind for kind in EVENT_TYPES}


Row = tuple[int, Any, int, str, bytes]  # position, stream, version, topic, state


class Envelope(msgspec.Struct, frozen=True):
    """What every event carries; the payload stays text until its class is known."""

    event_id: UUID
    occurred_at: datetime
    request_id: str
    schema_version: int
    payload: msgspec.Raw


class _Written(msgspec.Struct, frozen=True):
    """The same, from an event that was checked when it was made: written in one pass."""

    event_id: UUID
    occurred_at: datetime
    request_id: str
    schema_version: int
    payload: Mapping[str, Any] | msgspec.Raw


class _StoredHit(Hit):
    """A hit whose bounds msgspec checks while it reads: there are a thousand in an event."""

    __slots__ = ()
    seconds: Annotated[float, msgspec.Meta(ge=0, le=MAX_SECONDS)]
    tokens_saved: Annotated[int, msgspec.Meta(ge=0, le=MAX_COUNT)]


class _HitRows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hits: tuple[_StoredHit, ...]


_recorded = tuple.__new__  # a named tuple's own constructor takes twice as long
_Quick = tuple[int, Callable[[bytes], Any], Callable[[Any], Event]]  # version, decode, build


def _flush(read: Any) -> RecognitionHitsRecorded:
    return RecognitionHitsRecorded.model_construct(hits=read.hits)


_FLUSHES = ModelReader(_HitRows, _flush)
_hit_rows = msgspec.json.Decoder(_HitRows)


def _fields(value: object) -> dict[str, Any]:
    """What pydantic would write of a model within an event, in the same order."""
    if isinstance(value, Model):
        return value.__dict__
    raise ValueError(f"{value!r} cannot be written down")


_encoder = msgspec.json.Encoder(enc_hook=_fields)
_decoder = msgspec.json.Decoder(Envelope)


def encode(fact: Fact) -> tuple[str, bytes]:
    """Topic and state of a fact. ValueError for a time without a zone, or text without UTF-8."""
    if fact.occurred_at.tzinfo is None:
        raise ValueError(f"{fact.occurred_at} has no time zone")
    event = fact.event
    return event.stored_as, _state(fact, event.__dict__)


def _state(fact: Fact, payload: Mapping[str, Any] | msgspec.Raw) -> bytes:
    event_id, occurred_at, request_id, event = fact
    version = event.schema_version
    written = _Written(event_id, occurred_at.astimezone(UTC), request_id, version, payload)
    try:
        return _encoder.encode(written)
    except OverflowError:  # an integer of more than 64 bits
        return _state(fact, msgspec.Raw(event.__pydantic_serializer__.to_json(event)))


def decode(topic: str, state: bytes, stream: UUID, position: int = 0, version: int = 0) -> Recorded:
    """A stored event in its newest shape.

    CorruptHistoryError for an unknown topic or a state that does not fit, StoreNewerError for a
    schema version that this program does not know yet; both name `position`.
    """
    kind = BY_TOPIC.get(topic)
    if kind is None:
        raise CorruptHistoryError(topic, "no such event is known", position=position)
    try:
        envelope = _decoder.decode(state)
        event = _event(kind, envelope, position)
    except (msgspec.DecodeError, ValidationError, KeyError, TypeError) as error:
        raise CorruptHistoryError(topic, _one_line(error), position=position) from error
    return Recorded(
        position,
        stream,
        version,
        envelope.event_id,
        envelope.occurred_at,
        envelope.request_id,
        event,
    )


def decode_rows(rows: Iterable[Row], stream_of: Callable[[Any], UUID]) -> list[Recorded]:
    """Many stored events, as `decode` does it for one. A replay runs this loop a million times."""
    reading = iter(rows)
    found = [
        decode(topic, state, stream_of(stream), position, version)
        for position, stream, version, topic, state in islice(reading, FEW)
    ]
    for position, stream, version, topic, state in reading:
        quick = _quick(topic)
        if quick is not None:
            known, read_state, build = quick
            try:
                read = read_state(state)
                if read.schema_version == known:
                    event, stream_id = build(read.payload), stream_of(stream)
                    id_, when, request = read.event_id, read.occurred_at, read.request_id
                    one = (position, stream_id, version, id_, when, request, event)
                    found.append(_recorded(Recorded, one))
                    continue
            except (msgspec.DecodeError, ValueError, ArithmeticError):
                pass  # the longer way takes it, or says what is wrong
        found.append(decode(topic, state, stream_of(stream), position, version))
    return found


@cache
def _quick(topic: str) -> _Quick | None:
    """How envelope and payload are read in one pass; None where the class has no reader."""
    kind = BY_TOPIC.get(topic)
    if kind is None:
        return None
    try:
        reader: ModelReader[Any] = _FLUSHES if kind is RecognitionHitsRecorded else reader_of(kind)
    except NoReaderError:
        return None
    fields = {**Envelope.__annotations__, "payload": reader.shape}
    shape = msgspec.defstruct(kind.__name__, list(fields.items()), gc=False)
    return kind.schema_version, msgspec.json.Decoder(shape).decode, reader.build


def _event(kind: type[Event], envelope: Envelope, position: int) -> Event:
    found, known = envelope.schema_version, kind.schema_version
    if found == known:
        if kind is RecognitionHitsRecorded:
            return _FLUSHES.build(_hit_rows.decode(envelope.payload))
        event: Event = kind.__pydantic_validator__.validate_json(bytes(envelope.payload))
        return event
    if found > known:
        raise StoreNewerError(
            f"event {position} ({kind.stored_as})", found, known, position=position
        )
    payload: Payload = msgspec.json.decode(envelope.payload)
    for version in range(found, known):
        payload = kind.upcasts[version](payload)
    return kind.model_validate_json(to_json(payload))


def _one_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first: Any = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'payload'}: {first['msg']}"
    if isinstance(error, KeyError):
        return f"no upcast or field {error}"
    return str(error)


def concerns(recorded: Recorded, request_id: str) -> bool:
    """Whether an event belongs to a request: its own, or a flush that holds a lookup of it."""
    if recorded.request_id == request_id:
        return True
    event = recorded.event
    return isinstance(event, RecognitionHitsRecorded) and any(
        hit.request_id == request_id for hit in event.hits
    )


def event_id_of(state: bytes) -> UUID:
    """The identity of a stored event, without looking at its payload. CorruptHistoryError."""
    try:
        return _decoder.decode(state).event_id
    except msgspec.DecodeError as error:
        raise CorruptHistoryError("unknown", _one_line(error)) from error
