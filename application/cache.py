"""The cache for a kernel and an operator: read, write, invalidate, clean up, count, explain."""

from collections.abc import Iterator
from datetime import timedelta

from application.cache_counts import count_disputes, count_lookups
from application.cache_evictions import CacheEvictions
from application.cache_views import CacheExplanation, CacheStats
from application.fresh_memory import FreshMemory
from application.ports.clock import Clock
from application.ports.event_log import EventLog
from application.ports.journal import Journal
from application.ports.recognition_store import CachedRecognition, Quarantined, RecognitionStore
from application.recognition_checks import same_answer
from application.recognition_entries import Asked
from application.recognize import MAX_AGE, RecognitionService
from domain.events import Hit, RecognitionCached, RecognitionDisputed
from domain.events.recognition import Tier
from domain.keys import checked, normalise
from domain.known_entities import NOTHING_KNOWN, KnownEntities, entity_key
from domain.recognition import Recognition, Source

__all__ = ["CacheExplanation", "CacheService", "CacheStats"]
_TIERS = {Source.MEMORY: Tier.MEMORY, Source.PERSISTENT: Tier.PERSISTENT}


class CacheService:
    """Everything about cached recognitions but recognising itself."""

    def __init__(
        self,
        *,
        recognition: RecognitionService,
        memory: FreshMemory,
        store: RecognitionStore,
        journal: Journal,
        log: EventLog,
        clock: Clock,
        evictions: CacheEvictions,
        max_age: timedelta = MAX_AGE,
    ) -> None:
        self._recognition = recognition
        self._memory = memory.tier
        self._store = store
        self._journal = journal
        self._log = log
        self._clock = clock
        self.evictions = evictions
        self._max_age = max_age

    def read(
        self,
        text: str,
        *,
        request_id: str | None = None,
        known: KnownEntities = NOTHING_KNOWN,
    ) -> Recognition | None:
        """What is cached for the text; None for a miss. Counted as the lookup that it is."""
        started = self._clock.elapsed()
        asked = self._asked(text, request_id, known)
        remembered = self._memory.find_text(text, known.fingerprint, asked.now)
        if remembered is not None:
            key, tokens = remembered.entry.normalized_request_key, remembered.entry.tokens
            self._count(asked, key, Tier.MEMORY, started, tokens)
            return remembered.recognition
        found = self._recognition.lookup.find_cached(asked)
        if found is None:
            key, _ = self._recognition.lookup.key_of(asked)
            self._count(asked, key, Tier.MISS, started, 0)
            return None
        self._count(asked, found.key, _TIERS[found.source], started, found.tokens_saved)
        return found.recognition

    def write(
        self,
        text: str,
        recognition: Recognition,
        *,
        request_id: str | None = None,
        tokens: int = 0,
        known: KnownEntities = NOTHING_KNOWN,
    ) -> str:
        """Keep an answer that the caller's own model gave, durably; returns its key.

        `tokens` is what it cost. Where the rules read the text, every text of the same meaning
        gets this answer; otherwise only the same text, while the same entities are known.
        """
        asked = self._asked(text, request_id, known)
        key, namespace = self._recognition.lookup.key_of(asked)
        cached = RecognitionCached(
            key=key,
            namespace=namespace,
            text=text,
            recognition=recognition,
            source=Source.MODEL,
            cache_version=self._recognition.cache_rules.cache_version,
            tokens=tokens,
        )
        self._recognition.lookup.keep(asked, cached)
        return key

    def compare(
        self,
        text: str,
        recognition: Recognition,
        *,
        source: Source = Source.MODEL,
        request_id: str | None = None,
        known: KnownEntities = NOTHING_KNOWN,
    ) -> bool:
        """A shadow check: whether the cached answer, if there is one, means the same.

        Where it does not, one of the two is wrong and nobody knows which: the key is quarantined,
        durably. It has no answer until it is invalidated. Not counted as a lookup.
        """
        asked = self._asked(text, request_id, known)
        found = self._recognition.lookup.find_cached(asked)
        if found is None or found.recognition is None:
            return True
        if same_answer(found.recognition, recognition):
            return True
        disputed = RecognitionDisputed(
            key=found.key,
            text=text,
            cached=found.recognition,
            given=recognition,
            source=source,
        )
        self._journal.record(disputed, request_id=asked.request_id)
        self.evictions.forget([disputed])
        self.evictions.settle()
        return False

    def quarantined(self) -> Iterator[Quarantined]:
        """The keys that are used no more because answers to them disagree, newest first."""
        self.evictions.settle()
        return self._store.quarantined()

    def invalidate(
        self,
        entity: str | None = None,
        *,
        key: str | None = None,
        request_id: str | None = None,
    ) -> int:
        """Stop using the entries of an entity (in any case), of a key, or all; how many."""
        return self.evictions.invalidate(entity, key=key, request_id=request_id)

    def cleanup(self, max_age_days: int | None = None, *, request_id: str | None = None) -> int:
        """Evict what is older, than the greatest age unless said otherwise; how many entries."""
        age = self._max_age if max_age_days is None else timedelta(days=max_age_days)
        return self.evictions.expire(age, request_id=request_id)

    def clear(self, *, request_id: str | None = None) -> int:
        """Stop using every entry; how many. The log still tells what they were."""
        return self.evictions.invalidate(request_id=request_id)

    def entries(self, entity: str | None = None) -> Iterator[CachedRecognition]:
        """The persistent entries, newest first."""
        self.evictions.settle()
        wanted = None if entity is None else entity_key(entity)
        for entry in self._store.entries():
            if wanted is None or entity_key(entry.recognition.entity) == wanted:
                yield entry

    def show(self, key_or_text: str, *, known: KnownEntities = NOTHING_KNOWN) -> CacheExplanation:
        """Why a text hits, or what a key holds. Not counted as a lookup."""
        self.evictions.settle()
        by_key = self._store.find(key_or_text) or self._memory.peek(key_or_text)
        text = by_key.text if by_key is not None else key_or_text
        asked = self._asked(text, None, known)
        parse = self._recognition.explain(text, known=known)
        key = key_or_text if by_key is not None else self._recognition.lookup.key_of(asked)[0]
        remembered = self._memory.peek(key)
        entry = by_key or self._store.find(key) or remembered
        rules = self._recognition.cache_rules
        return CacheExplanation(
            key=key,
            text_key=normalise(text),
            entry=entry,
            in_memory=remembered is not None,
            stale=rules.why_stale(entry, parse.outcome, text, known, asked.now) if entry else None,
            quarantined=self._store.is_quarantined(key),
            parse=parse,
        )

    def stats(self) -> CacheStats:
        """Sizes now, and counts of all lookups in the log."""
        self.evictions.settle()
        counts = count_lookups(self._log)
        disputes = count_disputes(self._log)
        times = [entry.timestamp for entry in self._store.entries()]
        return CacheStats(
            in_memory_size=len(self._memory),
            sqlite_size=len(times),
            hit_rate=_share(counts.hits, counts.lookups),
            miss_rate=_share(counts.misses, counts.lookups),
            avg_hit_time_ms=_share(counts.hit_seconds * 1000, counts.hits),
            total_hits=counts.hits,
            total_misses=counts.misses,
            memory_hits=counts.memory_hits,
            persistent_hits=counts.persistent_hits,
            oldest_entry=min(times, default=None),
            newest_entry=max(times, default=None),
            disagreements=disputes,
            quarantined_keys=sum(1 for _ in self._store.quarantined()),
        )

    def _asked(self, text: str, request_id: str | None, known: KnownEntities) -> Asked:
        identity = request_id or str(self._clock.new_id())
        return Asked(checked(text), identity, known, self._clock.now())

    def _count(self, asked: Asked, key: str, tier: Tier, started: float, tokens: int) -> None:
        seconds = self._clock.elapsed() - started
        self._journal.record_hit(Hit(key, asked.request_id, tier, asked.now, seconds, tokens))


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
