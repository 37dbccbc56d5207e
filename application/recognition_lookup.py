"""Where an answer is found: persistent tier by text, both tiers by key, else the rules."""

from functools import partial
from threading import Lock

from application.fresh_memory import FreshMemory
from application.ports.journal import Journal
from application.ports.memory_tier import Remembered
from application.ports.recogniser import Recogniser, RuleAnswer, Unparsed
from application.ports.recognition_store import CachedRecognition, RecognitionStore
from application.recognition_checks import CacheRules
from application.recognition_entries import Asked, Found, entry_of, evicted
from application.single_flight import SingleFlight
from domain.events import EvictionReason, RecognitionCached, RecognitionEvicted
from domain.keys import normalise
from domain.recognition import Recognition, Source

DISPUTED = "answers to this request disagree; `cache invalidate --key` lets the rules answer again"


class RecognitionLookup:
    """Thread-safe; equal questions at the same time are answered once."""

    def __init__(
        self,
        *,
        recogniser: Recogniser,
        memory: FreshMemory,
        store: RecognitionStore,
        journal: Journal,
        rules: CacheRules,
    ) -> None:
        self._recogniser = recogniser
        self._memory = memory
        self._store = store
        self._journal = journal
        self._rules = rules
        self._texts: SingleFlight[Found] = SingleFlight()
        self._keys: SingleFlight[Found] = SingleFlight()
        self._evicted: list[RecognitionEvicted] = []
        self._evicted_lock = Lock()

    def find(self, asked: Asked) -> Found:
        """The answer; who waited for another's answer has it from memory."""
        key = (asked.text, asked.known.fingerprint)
        found, led = self._texts.do(key, partial(self._by_text, asked))
        return found if led else _from_memory(found, found.recognition)

    def ask_rules(self, asked: Asked) -> Found:
        """The rules alone: no tier is read or written."""
        outcome = self._recogniser.recognise(asked.text, asked.known)
        if isinstance(outcome, Unparsed):
            return Found(normalise(asked.text), Source.UNRECOGNIZED, unparsed=outcome)
        return Found(outcome.key, Source.RULES, outcome.recognition)

    def find_cached(self, asked: Asked) -> Found | None:
        """What the two tiers hold; None for a miss. Nothing is recorded."""
        stored = self._by_stored_text(asked)
        if stored is not None:
            return stored
        outcome = self._recogniser.recognise(asked.text, asked.known)
        return self._by_tiers(_key(asked, outcome), outcome, asked)[0]

    def keep(self, asked: Asked, cached: RecognitionCached, *gone: RecognitionEvicted) -> None:
        """Record an answer for reuse, durably, and remember it."""
        since = self._memory.moment()
        self._journal.record(*self.take_evicted(), *gone, cached, request_id=asked.request_id)
        entry = entry_of(cached, timestamp=asked.now, request_id=asked.request_id)
        remembered = self._remembered(asked, entry, cached.recognition)
        self._memory.supersede(asked.text, remembered, since=since)

    def key_of(self, asked: Asked) -> tuple[str, str]:
        """(key, namespace) under which an answer to the text is kept: K1 if it parses, else K0."""
        outcome = self._recogniser.recognise(asked.text, asked.known)
        if isinstance(outcome, RuleAnswer):
            return outcome.key, self._rules.rule_namespace
        return normalise(asked.text), self._rules.model_namespace(asked.known)

    def on_evicted(self, entry: CachedRecognition, reason: EvictionReason) -> None:
        """Called by the memory tier. The fact waits for the next durable one: a hit that promotes
        an entry must not wait for a disk.
        """
        event = evicted(entry, reason, tier="memory")
        with self._evicted_lock:
            self._evicted.append(event)

    def take_evicted(self) -> list[RecognitionEvicted]:
        """The evictions from memory that wait to be recorded."""
        with self._evicted_lock:
            waiting, self._evicted = self._evicted, []
        return waiting

    def _by_text(self, asked: Asked) -> Found:
        # who looked before another's answer was remembered, and came here after it had landed
        late = self._memory.tier.find_text(asked.text, asked.known.fingerprint, asked.now)
        if late is not None:
            return _hit(late.entry, late.recognition, Source.MEMORY)
        stored = self._by_stored_text(asked)
        if stored is not None:
            return stored
        outcome = self._recogniser.recognise(asked.text, asked.known)
        key = _key(asked, outcome)
        decide = partial(self._by_key, key, outcome, asked)
        found, led = self._keys.do((key, asked.known.fingerprint), decide)
        if led or found.recognition is None:
            return found
        own = outcome.recognition if isinstance(outcome, RuleAnswer) else found.recognition
        return _from_memory(found, own)

    def _by_stored_text(self, asked: Asked) -> Found | None:
        """The entry that exactly this text made: found without the parser."""
        since = self._memory.moment()
        stored = self._live(self._store.find_text(asked.text))
        if stored is None or not self._rules.holds_for_text(stored, asked.known, asked.now):
            return None
        held = self._memory.tier.find(stored.normalized_request_key, asked.now) is not None
        remembered = self._remembered(asked, stored, stored.recognition)
        self._memory.put(asked.text, remembered, since=since)
        return _hit(stored, stored.recognition, Source.MEMORY if held else Source.PERSISTENT)

    def _by_key(self, key: str, outcome: RuleAnswer | Unparsed, asked: Asked) -> Found:
        found, stale = self._by_tiers(key, outcome, asked)
        if found is not None:
            return found
        if isinstance(outcome, Unparsed):
            return Found(key, Source.UNRECOGNIZED, unparsed=outcome)
        if self._store.is_quarantined(key):
            return Found(key, Source.UNRECOGNIZED, unparsed=DISPUTED)
        cached = RecognitionCached(
            key=key,
            namespace=self._rules.rule_namespace,
            text=asked.text,
            recognition=outcome.recognition,
            source=Source.RULES,
            cache_version=self._rules.cache_version,
        )
        self.keep(asked, cached, *([stale] if stale is not None else []))
        return Found(key, Source.RULES, outcome.recognition)

    def _by_tiers(
        self, key: str, outcome: RuleAnswer | Unparsed, asked: Asked
    ) -> tuple[Found | None, RecognitionEvicted | None]:
        """(the answer of a tier, the eviction of an entry of that key that is none)."""
        since = self._memory.moment()
        stale: RecognitionEvicted | None = None
        for source in (Source.MEMORY, Source.PERSISTENT):
            in_memory = source is Source.MEMORY
            entry = (
                self._memory.tier.find(key, asked.now)
                if in_memory
                else self._live(self._store.find(key))
            )
            if entry is None:
                continue
            reason = self._rules.why_stale(entry, outcome, asked.text, asked.known, asked.now)
            if reason is None:
                answer = self._rules.answer(entry, outcome)
                remembered = self._remembered(asked, entry, answer)
                self._memory.put(asked.text, remembered, since=since)
                return _hit(entry, answer, source), None
            stale = evicted(entry, reason, tier="both")
        return None, stale

    def _live(self, entry: CachedRecognition | None) -> CachedRecognition | None:
        """The entry of the store, unless it is known to have ended since it was made."""
        return entry if entry is not None and self._memory.is_live(entry) else None

    def _remembered(
        self, asked: Asked, entry: CachedRecognition, answer: Recognition
    ) -> Remembered:
        sensitive = self._rules.depends_on_context(entry)
        return Remembered(answer, entry, asked.known.fingerprint if sensitive else None)


def _key(asked: Asked, outcome: RuleAnswer | Unparsed) -> str:
    return outcome.key if isinstance(outcome, RuleAnswer) else normalise(asked.text)


def _hit(entry: CachedRecognition, answer: Recognition, source: Source) -> Found:
    return Found(entry.normalized_request_key, source, answer, entry.tokens)


def _from_memory(found: Found, answer: Recognition | None) -> Found:
    if answer is None:
        return found
    return Found(found.key, Source.MEMORY, answer, found.tokens_saved)
