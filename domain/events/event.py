"""The base of every domain event, and the envelope that it travels in.

An event is a fact in the past tense. What is stored outlives the code: `stored_as` and
`schema_version` are a file format. To change a stored field raise `schema_version`, add one
upcast to `upcasts` (old version -> function from that version's payload to the next) and keep a
golden file.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from domain.model import Model

Payload = dict[str, Any]


class Event(Model):
    """A fact; subclasses add fields and are listed in `domain.events.EVENT_TYPES`."""

    stored_as: ClassVar[str]
    schema_version: ClassVar[int] = 1
    upcasts: ClassVar[Mapping[int, Callable[[Payload], Payload]]] = {}
    durable: ClassVar[bool] = True  # False: recorded in groups, within 50 ms


class Fact(NamedTuple):
    """An event with its envelope, not stored yet. A tuple: made and read by the million."""

    event_id: UUID  # UUIDv7
    occurred_at: datetime  # UTC, microseconds
    request_id: str  # correlates all events of one request
    event: Event


class Recorded(NamedTuple):
    """A stored fact: `position` orders the whole log from 1, `version` its stream from 1."""

    position: int
    stream: UUID
    version: int
    event_id: UUID
    occurred_at: datetime
    request_id: str
    event: Event
