"""The memory tier of the recognition cache: what this process remembers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.ports.recognition_store import CachedRecognition
from domain.events import EvictionReason
from domain.recognition import Recognition

OnEvicted = Callable[[CachedRecognition, EvictionReason], None]


@dataclass(frozen=True, slots=True)
class Remembered:
    """The answer to one text: attributes stand in the order of that text.

    `context`: the fingerprint for which the text leads to the entry; None: for every context.
    """

    recognition: Recognition
    entry: CachedRecognition
    context: str | None = None


class MemoryTier(Protocol):
    """A few entries, found by the exact text or by their key. Thread-safe; values are frozen."""

    def find_text(self, text: str, context: str, now: datetime) -> Remembered | None:
        """The answer to exactly this text; nothing that is too old."""
        ...

    def find(self, key: str, now: datetime) -> CachedRecognition | None:
        """The entry of that key; nothing that is too old."""
        ...

    def peek(self, key: str) -> CachedRecognition | None:
        """The entry of that key, however old, not counted as used."""
        ...

    def put(self, text: str, remembered: Remembered) -> None:
        """Keep the entry and let the text lead to it; the least useful entry may have to go."""
        ...

    def forget(self, key: str) -> bool:
        """Drop one entry with all its texts; whether there was one. Calls nobody back."""
        ...

    def clear(self) -> None:
        """Drop everything. Calls nobody back."""
        ...

    def entries(self) -> Iterator[CachedRecognition]:
        """A copy of what is remembered; uses in this tier are added to hit_count."""
        ...

    def __len__(self) -> int: ...
