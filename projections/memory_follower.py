"""What does this process remember that the log has ended?

It tells the memory tier of every entry that was cached, superseded, disputed or evicted, by this
process or another one.
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
from projections.follower import Following


class MemoryFollower(Following):
    """Follows the recognition cache."""

    name: ClassVar[str] = "memory_tier"
    handles: ClassVar[frozenset[type[Event]]] = frozenset(
        {RecognitionCached, RecognitionDisputed, RecognitionEvicted}
    )
    follows: ClassVar[str] = "recognition_cache"

    def __init__(self, memory: FreshMemory) -> None:
        super().__init__()
        self._memory = memory

    def tell(self, batch: Sequence[Recorded]) -> None:
        """What became of each key, once a key."""
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
