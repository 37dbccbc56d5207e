"""How many lookups hit, counted from the log, so that the counts survive every restart."""

from dataclasses import dataclass

from application.ports.event_log import EventLog
from domain.events import RecognitionDisputed, RecognitionHitsRecorded
from domain.events.recognition import Tier

_PAGE = 1_000


@dataclass(slots=True)
class CacheCounts:
    """Counts, and the seconds that all hits took together."""

    memory_hits: int = 0
    persistent_hits: int = 0
    misses: int = 0
    hit_seconds: float = 0.0

    @property
    def hits(self) -> int:
        return self.memory_hits + self.persistent_hits

    @property
    def lookups(self) -> int:
        return self.hits + self.misses


def count_lookups(log: EventLog) -> CacheCounts:
    """All lookups ever recorded: one pass over the flushes, which hold up to 1,000 each."""
    counts = CacheCounts()
    after = 0
    while page := log.read(after=after, limit=_PAGE, types=(RecognitionHitsRecorded,)):
        after = page[-1].position
        for recorded in page:
            if isinstance(recorded.event, RecognitionHitsRecorded):
                _add(counts, recorded.event)
    return counts


def count_disputes(log: EventLog) -> int:
    """How often a second answer was another one."""
    count = after = 0
    while page := log.read(after=after, limit=_PAGE, types=(RecognitionDisputed,)):
        after = page[-1].position
        count += len(page)
    return count


def _add(counts: CacheCounts, event: RecognitionHitsRecorded) -> None:
    for hit in event.hits:
        if hit.tier is Tier.MISS:
            counts.misses += 1
            continue
        counts.hit_seconds += hit.seconds
        if hit.tier is Tier.MEMORY:
            counts.memory_hits += 1
        else:
            counts.persistent_hits += 1
