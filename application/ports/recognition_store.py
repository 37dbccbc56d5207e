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
    tokens: int = 0  # what the answer cost when it was made; what each hit on it avoids


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A key that is used no more, and the dispute that led to it."""

    normalized_request_key: str
    entity: str  # of the answer that was cached
    text: str
    since: datetime


class RecognitionStore(Protocol):
    """A read model: it is written by the projection of RecognitionCached only."""

    def find(self, key: str) -> CachedRecognition | None:
        """The entry of that key; None for no entry, a damaged, locked or missing file."""
        ...

    def find_text(self, text: str) -> CachedRecognition | None:
        """The newest entry that exactly this request text made; None as for `find`.

        The text is compared byte for byte (an index on it makes this as quick as `find`). It
        spares a new process the parser, and so the import of NLTK, for a request it has seen.
        """
        ...

    def is_quarantined(self, key: str) -> bool:
        """Whether answers to this key disagreed: then it has no entry, and gets none."""
        ...

    def quarantined(self) -> Iterator[Quarantined]:
        """All such keys, newest first."""
        ...

    def older_than(self, moment: datetime) -> Iterator[CachedRecognition]:
        """The entries from before that moment, found by an index."""
        ...

    def entries(self) -> Iterator[CachedRecognition]:
        """All entries, newest first."""
        ...
