"""A store that lives and dies with the process: for dry runs, and as the fake of tests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from threading import Lock

from application.ports.recognition_store import CachedRecognition, Quarantined
from application.recognition_entries import entry_of
from domain.events import (
    RecognitionCached,
    RecognitionDisputed,
    RecognitionEvicted,
    RecognitionHitsRecorded,
    Recorded,
)
from domain.events.recognition import Tier


class MemoryRecognitionStore:
    """The RecognitionStore port over a dictionary, fed with recorded events."""

    def __init__(self) -> None:
        self._entries: dict[str, CachedRecognition] = {}
        self._keys: dict[str, str] = {}  # text -> key
        self._quarantined: dict[str, Quarantined] = {}
        self._lock = Lock()

    def find(self, key: str) -> CachedRecognition | None:
        return self._entries.get(key)

    def find_text(self, text: str) -> CachedRecognition | None:
        entry = self._entries.get(self._keys.get(text, ""))
        return entry if entry is not None and entry.text == text else None

    def is_quarantined(self, key: str) -> bool:
        return key in self._quarantined

    def quarantined(self) -> Iterator[Quarantined]:
        with self._lock:
            return iter(list(self._quarantined.values())[::-1])

    def older_than(self, moment: datetime) -> Iterator[CachedRecognition]:
        return (entry for entry in self.entries() if entry.timestamp < moment)

    def entries(self) -> Iterator[CachedRecognition]:
        with self._lock:
            found = list(self._entries.values())
        return iter(sorted(found, key=lambda entry: entry.timestamp, reverse=True))

    def apply(self, recorded: Recorded) -> None:
        """Take over one event; those about something else change nothing."""
        event = recorded.event
        with self._lock:
            if isinstance(event, RecognitionCached):
                if event.key in self._quarantined:
                    return
                self._entries[event.key] = entry_of(
                    event, timestamp=recorded.occurred_at, request_id=recorded.request_id
                )
                self._keys[event.text] = event.key
            elif isinstance(event, RecognitionEvicted) and event.tier != "memory":
                self._entries.pop(event.key, None)
                self._quarantined.pop(event.key, None)
            elif isinstance(event, RecognitionDisputed):
                self._entries.pop(event.key, None)
                self._quarantined[event.key] = Quarantined(
                    event.key, event.cached.entity, event.text, recorded.occurred_at
                )
            elif isinstance(event, RecognitionHitsRecorded):
                for hit in event.hits:
                    self._count(hit.key, hit.tier)

    def _count(self, key: str, tier: Tier) -> None:
        entry = self._entries.get(key)
        if entry is not None and tier is not Tier.MISS:
            self._entries[key] = replace(entry, hit_count=entry.hit_count + 1)
