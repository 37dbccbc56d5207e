"""A question, what it led to, and the entries that facts make and end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from application.ports.recogniser import Unparsed
from application.ports.recognition_store import CachedRecognition
from domain.events import EvictionReason, RecognitionCached, RecognitionEvicted
from domain.known_entities import KnownEntities
from domain.recognition import Recognition, Source


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: a checked text, and the entities of the system that it is about."""

    text: str
    request_id: str
    known: KnownEntities
    now: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What a lookup led to; `recognition` is None exactly where `unparsed` is not."""

    key: str
    source: Source
    recognition: Recognition | None = None
    tokens_saved: int = 0
    unparsed: Unparsed | str | None = None  # a sentence where it was not the rules that failed


def evicted(
    entry: CachedRecognition, reason: EvictionReason, *, tier: Literal["memory", "both"]
) -> RecognitionEvicted:
    """The fact that an entry is no longer used."""
    return RecognitionEvicted(
        key=entry.normalized_request_key,
        entity=entry.recognition.entity,
        tier=tier,
        reason=reason,
    )


def entry_of(
    cached: RecognitionCached, *, timestamp: datetime, request_id: str
) -> CachedRecognition:
    """The entry that the event makes."""
    return CachedRecognition(
        normalized_request_key=cached.key,
        namespace=cached.namespace,
        recognition=cached.recognition,
        timestamp=cached.answered_at or timestamp,
        source=cached.source,
        text=cached.text,
        request_id=request_id,
        cache_version=cached.cache_version,
        tokens=cached.tokens,
    )
