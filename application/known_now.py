"""Which entities exist now: asked at every lookup, read from the catalogue when that has changed.

A lookup in memory takes microseconds, a look at the catalogue a hundred times that. So what was
read is kept until somebody says that it changed: a follower of the log, or the build of this very
process. Where nobody follows the log yet, in the first moments of a process, it is read anew after
FRESH_SECONDS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from application.ports.clock import Clock
from domain.known_entities import KnownEntities

FRESH_SECONDS = 0.05
MOST_SYSTEMS = 1_000


@dataclass(frozen=True, slots=True)
class _Read:
    known: KnownEntities
    at: float  # of the clock's elapsed()


class KnownNow:
    """Thread-safe; a lookup of what is kept takes no lock."""

    def __init__(self, read: Callable[[str], KnownEntities], clock: Clock) -> None:
        """`read` asks the catalogue for the entities of a system."""
        self._read = read
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[str, _Read] = {}
        self._changes = 0
        self.followed = False  # somebody calls `changed` after every change by anybody

    def of(self, system: str) -> KnownEntities:
        """The entities of the system; what `read` raises."""
        kept = self._kept.get(system)
        if kept is not None and (self.followed or self._clock.elapsed() - kept.at < FRESH_SECONDS):
            return kept.known
        changes, at = self._changes, self._clock.elapsed()
        known = self._read(system)
        with self._lock:
            if changes == self._changes:  # otherwise it may be older than the change
                if len(self._kept) >= MOST_SYSTEMS:
                    self._kept = {}
                self._kept[system] = _Read(known, at)
        return known

    def changed(self) -> None:
        """What was read before may be wrong."""
        with self._lock:
            self._changes += 1
            self._kept = {}
