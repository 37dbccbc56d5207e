"""How a fact is written down: the topic is the event's stored name, the state is one JSON object.

`{"event_id", "occurred_at", "request_id", "schema_version", "payload": {…}}`, as golden files show.
The envelope is msgspec's, because it is read a million times in a replay; the payload is checked by
pydantic, because a row is data that somebody may have planted.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from pydantic import ValidationError
from pydantic_core import to_json

from domain.errors import CorruptHistoryError, StoreNewerError
from domain.events import EVENT_TYPES, Event, Fact, Hit, RecognitionHitsRecorded, Recorded
from domain.events.event import Payload
from domain.metrics import MAX_COUNT, MAX_SECONDS

BY_TOPIC: Mapping[str, type[Event]] = {kind.stored_as: kind for kind in EVENT_TYPES}


class Envelope(msgspec.Struct, frozen=True):
    """What every event carries; the payload stays text until its class is known."""

    event_id: UUID
    occurred_at: datetime
    request_id: str
    schema_version: int
    payload: msgspec.Raw


class _HitRows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payload of the one event that carries a thousand rows: read three times as fast."""

    hits: tuple[Hit, ...]


_hit_rows = msgspec.json.Decoder(_HitRows)
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Envelope)


def encode(fact: Fact) -> tuple[str, bytes]:
    """Topic and state of a fact. ValueError for a time without a zone."""
    if fact.occurred_at.tzinfo is None:
        raise ValueError(f"{fact.occurred_at} has no time zone")
    event = fact.event
    envelope = Envelope(
        event_id=fact.event_id,
        occurred_at=fact.occurred_at.astimezone(UTC),
        request_id=fact.request_id,
        schema_version=event.schema_version,
        payload=msgspec.Raw(_payload(event)),
    )
    return event.stored_as, _encoder.encode(envelope)


def decode(
    topic: str, state: bytes, *, position: int = 0, stream: UUID, version: int = 0
) -> Recorded:
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


def _payload(event: Event) -> bytes:
    if isinstance(event, RecognitionHitsRecorded):
        return _encoder.encode(_HitRows(event.hits))
    return event.__pydantic_serializer__.to_json(event)  # to_json() has to find it first


def _hits(payload: msgspec.Raw) -> RecognitionHitsRecorded:
    rows = _hit_rows.decode(payload).hits
    if all(0 <= r.seconds <= MAX_SECONDS and 0 <= r.tokens_saved <= MAX_COUNT for r in rows):
        return RecognitionHitsRecorded.model_construct(hits=rows)  # msgspec has checked the types
    return RecognitionHitsRecorded(hits=rows)  # raises, and says which


def _event(kind: type[Event], envelope: Envelope, position: int) -> Event:
    found, known = envelope.schema_version, kind.schema_version
    if found == known:
        if kind is RecognitionHitsRecorded:
            return _hits(envelope.payload)
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
