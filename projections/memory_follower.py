"""What does this process remember that the log has ended?

Not a table: it tells the memory tier of every entry that was cached, superseded or evicted, by this
process or another one. It follows the recognition cache and is never ahead of it: an answer that is
looked up in the table and remembered after the memory was told came from a table that knew of it.
"""

from collections.abc import Sequence
from typing import ClassVar

from application.fresh_memory import FreshMemory
from domain.events import (
    Event,
    RecognitionCached,
    RecognitionDisputed,
    RecognitionEvicted,
    Recorded,
)


class MemoryFollower:
    """A projection whose position lasts as long as the process; see `capabilities.Follower`."""

    name: ClassVar[str] = "memory_tier"
    version: ClassVar[int] = 1
    handles: ClassVar[frozenset[type[Event]]] = frozenset(
        {RecognitionCached, RecognitionDisputed, RecognitionEvicted}
    )
    follows: ClassVar[str] = "recognition_cache"

    def __init__(self, memory: FreshMemory) -> None:
        self._memory = memory
        self._at: int | None = None  # nothing was remembered before the table was first asked

    def position(self) -> int:
        """How far the log was scanned."""
        return self._at or 0

    def go_back(self, position: int | None) -> None:
        """The table is there; what is remembered from it now may end by what comes after that."""
        if position is None:
            self._at = self._at or 0
        else:
            self._at = position if self._at is None else min(self._at, position)

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        """Tell the memory what became of each key, once a key."""
        last: dict[str, Recorded] = {}
        for recorded in batch:
            event = recorded.event
            if isinstance(event, RecognitionCached | RecognitionDisputed) or (
                isinstance(event, RecognitionEvicted) and event.tier != "memory"
            ):
                last[event.key] = recorded
        for key, recorded in last.items():
            if isinstance(recorded.event, RecognitionCached):
                self._memory.cached(recorded.event, recorded.occurred_at)
            else:
                self._memory.ended(key, recorded.occurred_at)
        self._at = max(self._at or 0, scanned)

    def reset(self) -> None:
        """The next apply starts at position 0."""
        self._at = 0

    def close(self) -> None:
        """Nothing is kept open."""
