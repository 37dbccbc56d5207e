"""Facts about the recognition cache."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from domain.events.event import Event
from domain.metrics import Moment, Seconds, Tokens
from domain.recognition import Recognition, Source


class Tier(StrEnum):
    """Where a lookup ended."""

    MEMORY = "memory"
    PERSISTENT = "persistent"
    MISS = "miss"


class EvictionReason(StrEnum):
    """Why an entry is no longer used."""

    LRU = "lru"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"
    SCHEMA_EVOLVED = "schema_evolved"
    SUPERSEDED = "superseded"
    MIGRATED = "migrated"


class RecognitionCached(Event):
    """An answer was kept for reuse; a later one for the same key supersedes it."""

    stored_as: ClassVar = "recognition.cached"

    key: str  # canonical form, K1 or K0
    namespace: str  # key schema, lexicon, recogniser, model and context that the answer holds for
    text: str  # the request that made the entry
    recognition: Recognition
    source: Source  # rules or model
    cache_version: int = Field(default=1, ge=1)
    tokens: int = Field(default=0, ge=0)  # what the answer cost; each hit on it avoids as many
    answered_at: Moment | None = None  # where that was before it was cached here: an import


class Hit(NamedTuple):
    """One lookup; `tier` is miss where nothing was found.

    A tuple, because there are hundreds of thousands a second: stored as a row without field names.
    Its values are checked when a flush of them becomes an event.
    """

    key: str
    request_id: str
    tier: Tier
    occurred_at: datetime
    seconds: Seconds
    tokens_saved: Tokens


class RecognitionHitsRecorded(Event):
    """One flush of single hits and misses: at most 1,000, at most 50 ms apart."""

    stored_as: ClassVar = "recognition.hits_recorded"
    durable: ClassVar = False

    hits: tuple[Hit, ...]


class RecognitionEvicted(Event):
    """An entry is no longer used in a tier."""

    stored_as: ClassVar = "recognition.evicted"

    key: str
    entity: str
    tier: Literal["memory", "persistent", "both"]
    reason: EvictionReason


class RecognitionDisputed(Event):
    """Two answers to one request disagree; its key is used no more until somebody evicts it."""

    stored_as: ClassVar = "recognition.disputed"

    key: str
    text: str  # the request whose second answer was another one
    cached: Recognition
    given: Recognition
    source: Source  # who gave the second one


class RecognitionCacheMigrated(Event):
    """Every entry was moved to another key schema or cache version."""

    stored_as: ClassVar = "recognition.cache_migrated"

    from_version: int
    to_version: int
    moved: int
    merged: int
    split: int
    dropped: int
