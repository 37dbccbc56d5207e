"""One node with everything that recognition needs, over the shipped in-memory adapters."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from application.cache import CacheService
from application.cache_evictions import CacheEvictions
from application.fresh_memory import FreshMemory
from application.ports.event_log import EventLog
from application.ports.recogniser import Explanation, RuleAnswer, Unparsed
from application.recognise_rules import RuleRecogniser
from application.recognize import RecognitionService
from domain.events import Event
from domain.known_entities import KnownEntities
from domain.recognition import Recognition
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.lexicon_files import load_lexicons
from infrastructure.adapters.memory_tier import BoundedMemoryTier
from infrastructure.adapters.recognition_store_memory import MemoryRecognitionStore
from infrastructure.adapters.tagger_nltk import NLTKTagger

RULES = RuleRecogniser(NLTKTagger(), load_lexicons())


class CountingRecogniser:
    """The rules, counting how often they are asked; `before` runs inside each question."""

    def __init__(self, *, version: str = "rules-1") -> None:
        self.asked = 0
        self.version = version
        self.lexicon_digest = RULES.lexicon_digest
        self.before = _nothing

    def recognise(self, text: str, known: KnownEntities) -> RuleAnswer | Unparsed:
        self.asked += 1
        self.before()
        return RULES.recognise(text, known)

    def holds(self, recognition: Recognition, known: KnownEntities) -> bool:
        return RULES.holds(recognition, known)

    def explain(self, text: str, known: KnownEntities) -> Explanation:
        return RULES.explain(text, known)


def _nothing() -> None:
    return None


class MovableClock:
    """The system's clock, moved by `ahead`."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self._system = SystemClock()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def elapsed(self) -> float:
        return self._system.elapsed()

    def new_id(self) -> UUID:
        return self._system.new_id()


@dataclass
class World:
    """A process: `sync` brings its store up to date with the log, as the projector does."""

    log: EventLog = field(default_factory=MemoryEventLog)
    store: MemoryRecognitionStore = field(default_factory=MemoryRecognitionStore)
    recogniser: CountingRecogniser = field(default_factory=CountingRecogniser)
    clock: MovableClock = field(default_factory=MovableClock)
    max_entries: int = 100
    enable_cache: bool = True
    seen: int = 0

    def __post_init__(self) -> None:
        self.journal = GroupCommitJournal(self.log, self.clock)
        self.memory = BoundedMemoryTier(max_entries=self.max_entries)
        self.fresh = FreshMemory(self.memory)
        self.service = RecognitionService(
            recogniser=self.recogniser,
            memory=self.fresh,
            store=self.store,
            journal=self.journal,
            clock=self.clock,
            enable_cache=self.enable_cache,
        )
        self.memory.on_evicted = self.service.on_evicted
        self.evictions = CacheEvictions(
            memory=self.fresh,
            store=self.store,
            journal=self.journal,
            clock=self.clock,
            settle=self.sync,
        )
        self.cache = CacheService(
            recognition=self.service,
            memory=self.fresh,
            store=self.store,
            journal=self.journal,
            log=self.log,
            clock=self.clock,
            evictions=self.evictions,
        )

    def sync(self) -> None:
        self.journal.flush()
        for recorded in self.log.read(after=self.seen, limit=1_000_000):
            self.store.apply(recorded)
            self.seen = recorded.position

    def restarted(self, *, version: str = "rules-1") -> "World":
        """A new process on the same log, store and clock."""
        self.sync()
        recogniser = CountingRecogniser(version=version)
        return World(self.log, self.store, recogniser, self.clock, seen=self.seen)

    def events(self, kind: type[Event] | None = None) -> list[Event]:
        self.journal.flush()
        types = () if kind is None else (kind,)
        return [recorded.event for recorded in self.log.read(limit=1_000_000, types=types)]
