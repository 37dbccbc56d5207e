"""Entries of the recognition cache in this process, bounded in number and in bytes.

A hit is two dictionary look-ups and takes no lock. Entries are frozen, so no copy is made and no
caller can change one.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from sys import getsizeof
from threading import Lock

from application.ports.memory_tier import OnEvicted, Remembered
from application.ports.recognition_store import CachedRecognition
from domain.events import EvictionReason
from infrastructure.adapters.eviction_policies import POLICIES, EvictionPolicy

MAX_ENTRIES = 100
MAX_BYTES = 10_000_000  # of at most 3,333 entries; of more, 3,000 for each
MAX_AGE = timedelta(days=30)
TEXTS_PER_ENTRY = 4  # the exact texts that lead to one entry without parsing
# tracemalloc finds 2.3 kB for an entry with four attributes; these figures are rounded up.
_BYTES_PER_ATTRIBUTE = 300
_BYTES_PER_ENTRY = 1_000
_BYTES_PER_TEXT = 300  # of a text after the first, with an answer of its own


def _nobody(_entry: CachedRecognition, _reason: EvictionReason) -> None:
    return None


class BoundedMemoryTier:
    """The memory tier with one of POLICIES."""

    def __init__(
        self,
        *,
        policy: str = "sieve",
        max_entries: int = MAX_ENTRIES,
        max_bytes: int | None = None,
        max_age: timedelta = MAX_AGE,
        on_evicted: OnEvicted = _nobody,
    ) -> None:
        self._policy: EvictionPolicy = POLICIES[policy]()
        self._max_entries = max_entries
        self._max_bytes = max_bytes or max(MAX_BYTES, 3_000 * max_entries)
        self._max_age = max_age
        self.on_evicted = on_evicted
        self._by_text: dict[str, Remembered] = {}
        self._texts: dict[str, dict[str, int]] = {}  # key -> the texts that led to it, and bytes
        self._sizes: dict[str, int] = {}
        self._bytes = 0
        self._lock = Lock()

    def find_text(self, text: str, context: str, now: datetime) -> Remembered | None:
        remembered = self._by_text.get(text)
        if remembered is None:
            return None
        if remembered.context is not None and remembered.context != context:
            return None
        entry = remembered.entry
        if self._policy.get(entry.normalized_request_key) is not entry:
            return None  # superseded or evicted since
        if now - entry.timestamp > self._max_age:
            self._expire(entry)
            return None
        return remembered

    def find(self, key: str, now: datetime) -> CachedRecognition | None:
        entry = self._policy.get(key)
        if entry is None:
            return None
        if now - entry.timestamp > self._max_age:
            self._expire(entry)
            return None
        return entry

    def peek(self, key: str) -> CachedRecognition | None:
        return self._policy.peek(key)

    def put(self, text: str, remembered: Remembered) -> None:
        if self._max_entries < 1:
            return
        with self._lock:
            evicted = self._make_room(remembered, text)
            self._keep(text, remembered)
        for victim in evicted:
            self.on_evicted(victim, EvictionReason.LRU)

    def forget(self, key: str) -> bool:
        with self._lock:
            entry = self._policy.discard(key)
            self._drop_texts(key)
        return entry is not None

    def clear(self) -> None:
        with self._lock:
            for entry in self._policy.values():
                self._policy.discard(entry.normalized_request_key)
                self._drop_texts(entry.normalized_request_key)

    def entries(self) -> Iterator[CachedRecognition]:
        with self._lock:
            found = self._policy.values()
        return iter(found)

    def __len__(self) -> int:
        return len(self._policy)

    @property
    def estimated_bytes(self) -> int:
        """What the entries and their texts take, estimated from their contents."""
        return self._bytes

    def _make_room(self, remembered: Remembered, text: str) -> list[CachedRecognition]:
        """Evict before the new entry comes, so that it cannot be the victim itself."""
        entry = remembered.entry
        if self._policy.peek(entry.normalized_request_key) is entry:
            return []
        self._drop_texts(entry.normalized_request_key)
        self._policy.discard(entry.normalized_request_key)
        size = _BYTES_PER_ENTRY + _size(entry) + _size(remembered) + getsizeof(text)
        evicted: list[CachedRecognition] = []
        while len(self._policy) >= self._max_entries or self._bytes + size > self._max_bytes:
            victim = self._policy.evict()
            if victim is None:
                break
            self._drop_texts(victim.normalized_request_key)
            evicted.append(victim)
        return evicted

    def _keep(self, text: str, remembered: Remembered) -> None:
        entry = remembered.entry
        key = entry.normalized_request_key
        if self._policy.peek(key) is not entry:
            self._policy.put(key, entry)
            self._grow(key, _BYTES_PER_ENTRY + _size(entry))
        texts = self._texts.setdefault(key, {})
        if text not in texts:
            texts[text] = _size(remembered) + getsizeof(text)
            self._grow(key, texts[text])
        self._by_text[text] = remembered
        if len(texts) > TEXTS_PER_ENTRY:
            oldest = next(iter(texts))
            self._grow(key, -texts.pop(oldest))
            self._forget_text(oldest, key)

    def _forget_text(self, text: str, key: str) -> None:
        """Unless the text leads to another key by now, because the context changed."""
        known = self._by_text.get(text)
        if known is not None and known.entry.normalized_request_key == key:
            del self._by_text[text]

    def _grow(self, key: str, size: int) -> None:
        self._sizes[key] = self._sizes.get(key, 0) + size
        self._bytes += size

    def _drop_texts(self, key: str) -> None:
        for text in self._texts.pop(key, {}):
            self._forget_text(text, key)
        self._bytes -= self._sizes.pop(key, 0)

    def _expire(self, entry: CachedRecognition) -> None:
        if self.forget(entry.normalized_request_key):
            self.on_evicted(entry, EvictionReason.EXPIRED)


def _size(kept: CachedRecognition | Remembered) -> int:
    """Bytes, estimated; a text whose answer is the very object of the entry costs no second one."""
    if isinstance(kept, Remembered):
        if kept.recognition is kept.entry.recognition:
            return 0
        return _BYTES_PER_TEXT + _BYTES_PER_ATTRIBUTE * len(kept.recognition.attributes)
    attributes = _BYTES_PER_ATTRIBUTE * len(kept.recognition.attributes)
    return attributes + getsizeof(kept.normalized_request_key) + getsizeof(kept.text)
