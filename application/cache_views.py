"""What the cache says about itself."""

from dataclasses import dataclass
from datetime import datetime

from application.ports.recogniser import Explanation
from application.ports.recognition_store import CachedRecognition
from domain.events import EvictionReason


@dataclass(frozen=True, slots=True)
class CacheStats:
    """Rates are in [0, 1], None before the first lookup; the average is in milliseconds.

    Counts come from the log and survive a restart; `in_memory_size` is of this process.
    """

    in_memory_size: int
    sqlite_size: int
    hit_rate: float | None
    miss_rate: float | None
    avg_hit_time_ms: float | None
    total_hits: int
    total_misses: int
    memory_hits: int
    persistent_hits: int
    oldest_entry: datetime | None
    newest_entry: datetime | None
    disagreements: int
    quarantined_keys: int


@dataclass(frozen=True, slots=True)
class CacheExplanation:
    """Why a text or a key hits: the entry it leads to, and how the text is read.

    For a key, the text is the request that made its entry.
    """

    key: str  # K1 where the rules read the text, else K0
    text_key: str  # K0
    entry: CachedRecognition | None
    in_memory: bool
    stale: EvictionReason | None  # why the entry is no answer any more; None: it is one
    quarantined: bool  # answers disagreed: it has none
    parse: Explanation
