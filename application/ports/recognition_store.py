"""The persistent tier of the recognition cache, as the recogniser reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.recognition import Recognition, Source


@dataclass(frozen=True, slots=True)
class CachedRecognition:
    """One entry: the seed's fields, and the whole answer."""

    normalized_request_key: str
    namespace: str
    recognition: Recognition  # detected_entity, confidence_score, action_intent and the rest
    timestamp: datetime
    source: Source
    text: str
    request_id: str
    hit_count: int = 0
    cache_version: int = 1


class RecognitionStore(Protocol):
    """A read model: it is written by the projection of RecognitionCached only."""

    def find(self, key: str) -> CachedRecognition | None:
        """The entry of that key; None for no entry, a damaged, locked or missing file."""
        ...

    def entries(self) -> Iterator[CachedRecognition]:
        """All entries, newest first."""
        ...
