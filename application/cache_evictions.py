"""Entries end: because somebody says so, by their age, or because their entity has evolved."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain

from application.fresh_memory import FreshMemory
from application.ports.clock import Clock
from application.ports.journal import Journal
from application.ports.recognition_store import CachedRecognition, RecognitionStore
from application.recognition_entries import evicted
from domain.events import Event, EvictionReason, RecognitionDisputed, RecognitionEvicted
from domain.known_entities import entity_key


class CacheEvictions:
    """Ends entries in both tiers, here at once and on every node that reads the log."""

    def __init__(
        self,
        *,
        memory: FreshMemory,
        store: RecognitionStore,
        journal: Journal,
        clock: Clock,
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        """`settle` brings `store` up to date with all that was recorded before."""
        self._memory = memory
        self._store = store
        self._journal = journal
        self._clock = clock
        self.settle = settle

    def invalidate(
        self, entity: str | None = None, *, key: str | None = None, request_id: str | None = None
    ) -> int:
        """Stop using the entry of a key, those of an entity (in any case or number), or all.

        Keys in quarantine are let go in the same way. How many keys.
        """
        self.settle()
        if key is not None:
            found = self._store.find(key) or self._memory.tier.peek(key)
            gone = [found] if found is not None else []
        else:
            gone = list(self._of(None if entity is None else [entity]))
        released = [
            RecognitionEvicted(
                key=one.normalized_request_key,
                entity=one.entity,
                tier="both",
                reason=EvictionReason.INVALIDATED,
            )
            for one in self._store.quarantined()
            if key in {None, one.normalized_request_key}
            and (entity is None or entity_key(entity) == entity_key(one.entity))
        ]
        return self._end(gone, EvictionReason.INVALIDATED, request_id, released)

    def expire(self, max_age: timedelta, *, request_id: str | None = None) -> int:
        """Stop using what is older; how many entries."""
        self.settle()
        oldest = self._clock.now() - max_age
        return self._end(self._older_than(oldest), EvictionReason.EXPIRED, request_id)

    def by_evolution(
        self, entities: Collection[str], *, keep: Collection[str] = ()
    ) -> tuple[RecognitionEvicted, ...]:
        """What ends when these entities evolve, to be recorded together with that.

        `keep` are keys of the requests that led to it: they were answered with it in mind. Also
        gone are the relations to such an entity.
        """
        if not entities:
            return ()
        self.settle()
        return tuple(
            evicted(entry, EvictionReason.SCHEMA_EVOLVED, tier="both")
            for entry in self._of(entities)
            if entry.normalized_request_key not in keep
        )

    def forget(self, events: Iterable[Event]) -> None:
        """Take what was recorded as evicted out of the memory of this process, at once."""
        now = self._clock.now()
        for event in events:
            if isinstance(event, RecognitionDisputed) or (
                isinstance(event, RecognitionEvicted) and event.tier != "memory"
            ):
                self._memory.ended(event.key, now)

    def _of(self, entities: Collection[str] | None) -> Iterator[CachedRecognition]:
        """Every entry of either tier once; of these entities only, unless that is None."""
        wanted = None if entities is None else set(map(entity_key, entities))
        both = chain(self._memory.tier.entries(), self._store.entries())
        for entry in {entry.normalized_request_key: entry for entry in both}.values():
            if wanted is None or not wanted.isdisjoint(_entities_of(entry)):
                yield entry

    def _older_than(self, oldest: datetime) -> list[CachedRecognition]:
        remembered = (entry for entry in self._memory.tier.entries() if entry.timestamp < oldest)
        both = chain(remembered, self._store.older_than(oldest))
        return list({entry.normalized_request_key: entry for entry in both}.values())

    def _end(
        self,
        gone: Sequence[CachedRecognition],
        reason: EvictionReason,
        request_id: str | None,
        released: Sequence[RecognitionEvicted] = (),
    ) -> int:
        events = [*(evicted(entry, reason, tier="both") for entry in gone), *released]
        if events:
            self._journal.record(*events, request_id=request_id or str(self._clock.new_id()))
            self.forget(events)
            self.settle()
        return len(events)


def _entities_of(entry: CachedRecognition) -> set[str]:
    related = entry.recognition.relationship
    names = {entry.recognition.entity} | ({related.secondary} if related else set())
    return set(map(entity_key, names))
