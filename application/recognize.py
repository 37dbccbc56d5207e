"""Recognise one request: from memory, from the persistent tier, or by the rules.

Every lookup is a hit or a miss in the journal; an answer that was not cached becomes a durable
RecognitionCached. A failure is remembered for nobody.
"""

from datetime import datetime, timedelta

from application.fresh_memory import FreshMemory
from application.ports.clock import Clock
from application.ports.journal import Journal
from application.ports.memory_tier import Remembered
from application.ports.recogniser import Explanation, Recogniser
from application.ports.recognition_store import CachedRecognition, RecognitionStore
from application.recognition_checks import CacheRules
from application.recognition_entries import Asked, Found
from application.recognition_lookup import RecognitionLookup
from application.recognized import Recognized
from domain.events import EvictionReason, Hit
from domain.events.recognition import Tier
from domain.keys import checked
from domain.known_entities import NOTHING_KNOWN, KnownEntities
from domain.recognition import Source

MAX_AGE = timedelta(days=30)
_TIERS = {Source.MEMORY: Tier.MEMORY, Source.PERSISTENT: Tier.PERSISTENT}


class RecognitionService:
    """Thread-safe. `enable_cache` False by-passes both tiers and records nothing."""

    def __init__(
        self,
        *,
        recogniser: Recogniser,
        memory: FreshMemory,
        store: RecognitionStore,
        journal: Journal,
        clock: Clock,
        enable_cache: bool = True,
        max_age: timedelta = MAX_AGE,
        model: str = "none",
    ) -> None:
        self._recogniser = recogniser
        self._memory = memory.tier
        self._journal = journal
        self._clock = clock
        self._enable_cache = enable_cache
        self.cache_rules = CacheRules(recogniser=recogniser, model=model, max_age=max_age)
        self.lookup = RecognitionLookup(
            recogniser=recogniser,
            memory=memory,
            store=store,
            journal=journal,
            rules=self.cache_rules,
        )

    def recognize(
        self,
        text: str,
        *,
        request_id: str | None = None,
        dry_run: bool = False,
        known: KnownEntities = NOTHING_KNOWN,
    ) -> Recognized:
        """The meaning of the text; InvalidRequestError or InvalidSpecError if it cannot have one.

        `dry_run` asks the rules only: it neither reads nor writes a store. `known` are the
        entities of the system that the request is about.
        """
        started = self._clock.elapsed()
        request_id = request_id or str(self._clock.new_id())
        now = self._clock.now()
        if dry_run or not self._enable_cache:
            found = self.lookup.ask_rules(Asked(checked(text), request_id, known, now))
            return self._outcome(text, request_id, started, found)
        if isinstance(text, str):  # a text that is remembered was checked before
            remembered = self._memory.find_text(text, known.fingerprint, now)
            if remembered is not None:
                return self._remembered(text, request_id, started, now, remembered)
        found = self.lookup.find(Asked(checked(text), request_id, known, now))
        outcome = self._outcome(text, request_id, started, found)
        tier = _TIERS.get(outcome.source, Tier.MISS)
        saved = found.tokens_saved if tier is not Tier.MISS else 0
        self._journal.record_hit(Hit(outcome.key, request_id, tier, now, outcome.seconds, saved))
        return outcome

    def explain(self, text: str, *, known: KnownEntities = NOTHING_KNOWN) -> Explanation:
        """Each token with the role it was given, and the first that stopped the rules."""
        return self._recogniser.explain(checked(text), known)

    def on_evicted(self, entry: CachedRecognition, reason: EvictionReason) -> None:
        """What the memory tier calls when an entry had to go."""
        self.lookup.on_evicted(entry, reason)

    def flush(self) -> None:
        """Record evictions from memory that wait; call it before the journal is closed."""
        waiting = self.lookup.take_evicted()
        if waiting:
            self._journal.record(*waiting, request_id=str(self._clock.new_id()))

    def _remembered(
        self, text: str, request_id: str, started: float, now: datetime, remembered: Remembered
    ) -> Recognized:
        key = remembered.entry.normalized_request_key
        seconds = self._clock.elapsed() - started
        tokens = remembered.entry.tokens
        self._journal.record_hit(Hit(key, request_id, Tier.MEMORY, now, seconds, tokens))
        return Recognized(request_id, text, key, remembered.recognition, Source.MEMORY, seconds)

    def _outcome(self, text: str, request_id: str, started: float, found: Found) -> Recognized:
        return Recognized(
            request_id=request_id,
            text=text,
            key=found.key,
            recognition=found.recognition,
            source=found.source,
            seconds=self._clock.elapsed() - started,
            unparsed=found.unparsed,
        )
