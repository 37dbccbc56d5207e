"""The memory tier, told of every change of the cache: it keeps nothing that the log has ended.

An answer takes a while from where it is found to where it is remembered. In between its entry may
be invalidated or superseded, here or by another process; then it must not be remembered after the
change was handled, for nothing would ever take it out. So whoever looks asks `moment` first, and
`put` refuses what has changed since.
"""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from pydantic_core import to_json

from application.ports.memory_tier import MemoryTier, Remembered
from application.ports.recognition_store import CachedRecognition
from domain.events import RecognitionCached

CHANGES_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class _Change:
    """The last one of a key: when, and the mark of its answer; None: there is none any more."""

    number: int
    at: datetime
    mark: int | None


class FreshMemory:
    """Thread-safe. What reads `tier` alone takes no lock."""

    def __init__(self, tier: MemoryTier) -> None:
        self.tier = tier
        self._lock = Lock()
        self._number = 0  # of the last change
        self._pruned = 0  # the number of the last one that is no longer known
        self._changes: dict[str, _Change] = {}  # oldest first

    def moment(self) -> int:
        """To be asked before looking for what is `put` afterwards, in either tier."""
        return self._number

    def put(self, text: str, remembered: Remembered, *, since: int) -> None:
        """Remember what was found, unless its key changed since that moment."""
        with self._lock:
            if self._holds(remembered.entry, since):
                self.tier.put(text, remembered)

    def supersede(self, text: str, remembered: Remembered, *, since: int) -> None:
        """Remember what was recorded after that moment; older answers of the key end."""
        entry = remembered.entry
        with self._lock:
            if self._holds(entry, since):
                self._note(entry.normalized_request_key, entry.timestamp, _mark(entry))
                self.tier.put(text, remembered)

    def ended(self, key: str, at: datetime) -> None:
        """The entry is not served again, although a store may hold it a moment longer."""
        with self._lock:
            self._note(key, at, None)
            self.tier.forget(key)

    def cached(self, event: RecognitionCached, at: datetime) -> None:
        """Somebody, perhaps this process itself, kept an answer: only that one stays."""
        mark = _mark(event)
        with self._lock:
            self._note(event.key, at, mark)
            entry = self.tier.peek(event.key)
            if entry is not None and _mark(entry) != mark:
                self.tier.forget(event.key)

    def is_live(self, entry: CachedRecognition) -> bool:
        """False for an entry of a store that has not heard yet of the change that ended it."""
        change = self._changes.get(entry.normalized_request_key)
        return change is None or entry.timestamp > change.at or _mark(entry) == change.mark

    def _holds(self, entry: CachedRecognition, since: int) -> bool:
        change = self._changes.get(entry.normalized_request_key)
        if change is None:
            return since >= self._pruned
        return change.number <= since or change.mark == _mark(entry)

    def _note(self, key: str, at: datetime, mark: int | None) -> None:
        self._number += 1
        self._changes.pop(key, None)
        self._changes[key] = _Change(self._number, at, mark)
        if len(self._changes) > CHANGES_KNOWN:
            oldest = next(iter(self._changes))
            self._pruned = self._changes.pop(oldest).number


def _mark(answer: CachedRecognition | RecognitionCached) -> int:
    """The same for an entry and the event that made it; whatever is served goes into it."""
    return hash(
        (answer.namespace, answer.cache_version, answer.tokens, to_json(answer.recognition))
    )
