"""Ask a real cache what a session asks, and compare every answer with the wish.

A hit is false when its entry was made for another wish, or when the answer itself says something
else than the wish: entity, intent, change, scope, attributes with what was said about them, and the
direction of a relation. Names are compared by their letters, for the wish has no spelling.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from application.fresh_memory import FreshMemory
from application.recognise_rules import RuleRecogniser
from application.recognize import RecognitionService
from application.recognized import Recognized
from benchmarks.session_wishes import Column, Wish
from benchmarks.sessions import Request
from domain.attributes import Attribute
from domain.errors import RejectedError
from domain.known_entities import KnownEntities
from domain.recognition import Change, Intent, Recognition, Relationship, Scope, Source
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.lexicon_files import load_lexicons
from infrastructure.adapters.memory_tier import BoundedMemoryTier
from infrastructure.adapters.recognition_store_memory import MemoryRecognitionStore
from infrastructure.adapters.tagger_nltk import NLTKTagger

RULES = RuleRecogniser(NLTKTagger(), load_lexicons())
MEANT: dict[str, tuple[Intent, Change | None, Scope | None]] = {  # None: either
    "create": (Intent.CREATE, None, Scope.ENTITY),
    "add": (Intent.UPDATE, Change.ADD, Scope.ENTITY),
    "remove": (Intent.UPDATE, Change.REMOVE, Scope.ENTITY),
    "relate": (Intent.UPDATE, Change.ADD, Scope.ENTITY),
    "list": (Intent.LIST, None, None),
    "show": (Intent.READ, None, None),
    "delete": (Intent.DELETE, None, Scope.ENTITY),
    "delete_all": (Intent.DELETE, None, Scope.ROWS),
}


@dataclass
class Tally:
    """What came of the requests."""

    requests: int = 0
    hits: int = 0
    unread: int = 0  # the rules had no answer
    false_hits: list[str] = field(default_factory=list)  # each with its texts
    wrong_answers: list[str] = field(default_factory=list)  # of the rules, on a miss

    @property
    def hit_rate(self) -> float:
        """The share that the cache answered."""
        return self.hits / self.requests


@dataclass
class Cache:
    """The service with both tiers, and the request that each entry was made for."""

    service: RecognitionService
    journal: GroupCommitJournal
    log: MemoryEventLog
    store: MemoryRecognitionStore
    position: int = 0
    made_for: dict[str, Request] = field(default_factory=dict)  # key -> request

    def sync(self) -> None:
        """The store hears of what was recorded, as from the projector."""
        for recorded in self.log.read(after=self.position, limit=1_000):
            self.store.apply(recorded)
            self.position = recorded.position


@contextmanager
def cache() -> Iterator[Cache]:
    """An empty one."""
    log, store, clock = MemoryEventLog(), MemoryRecognitionStore(), SystemClock()
    journal = GroupCommitJournal(log, clock)
    memory = BoundedMemoryTier()
    service = RecognitionService(
        recogniser=RULES,
        memory=FreshMemory(memory),
        store=store,
        journal=journal,
        clock=clock,
    )
    memory.on_evicted = service.on_evicted
    yield Cache(service, journal, log, store)
    journal.close()


def in_session(sessions: Iterable[Iterable[Request]]) -> Tally:
    """Every session begins with an empty cache."""
    tally = Tally()
    for session in sessions:
        with cache() as fresh:
            ask(fresh, session, tally)
    return tally


def across_sessions(sessions: Iterable[Iterable[Request]]) -> Tally:
    """One cache for all of them."""
    tally = Tally()
    with cache() as kept:
        for session in sessions:
            ask(kept, session, tally)
    return tally


def ask(cache: Cache, session: Iterable[Request], tally: Tally) -> None:
    """One request after the other; the store is up to date before the next."""
    for request in session:
        known = KnownEntities.of(request.known)
        tally.requests += 1
        try:
            answer = cache.service.recognize(request.text, request_id="r", known=known)
        except RejectedError:  # "as we did last week": there is no type "we"
            tally.unread += 1
            continue
        _count(cache, request, answer, tally)
        if answer.source is Source.RULES:
            cache.made_for[answer.key] = request
            cache.sync()


def _count(cache: Cache, request: Request, answer: Recognized, tally: Tally) -> None:
    if answer.recognition is None:
        tally.unread += 1
    elif answer.source is Source.RULES:
        if not agrees(request.wish, answer.recognition):
            tally.wrong_answers.append(f"{request.text!r}: {answer.recognition}")
    else:
        tally.hits += 1
        first = cache.made_for[answer.key]
        if first.wish != request.wish or not agrees(request.wish, answer.recognition):
            tally.false_hits.append(f"{request.text!r} got what {first.text!r} means")


def agrees(wish: Wish, answer: Recognition) -> bool:
    """Whether the answer says what was wished; what is in no closed form has no right answer."""
    if not wish.is_closed:
        return False
    intent, change, scope = MEANT[wish.form]
    return (
        (answer.intent, answer.change) == (intent, change)
        and scope in {None, answer.scope}
        and _letters(answer.entity) == _letters(wish.entity)
        and _related(wish, answer.relationship)
        and _same(wish.columns, answer.attributes)
    )


def _related(wish: Wish, found: Relationship | None) -> bool:
    if found is None or not wish.other:
        return found is None and not wish.other
    names = [_letters(name) for name in (found.primary, found.secondary)]
    arrow = [_letters(name) for name in found.direction.split("->")]
    own, other = _letters(wish.entity), _letters(wish.other)
    return names == [own, other] and arrow == [other, own]


def _same(columns: frozenset[Column], attributes: tuple[Attribute, ...]) -> bool:
    """The same attributes; of types and constraints those that were said."""
    found = {_letters(attribute.name): attribute for attribute in attributes}
    wanted = {_letters(column.name): column for column in columns}
    return found.keys() == wanted.keys() and all(
        (not column.type or found[name].type == column.type)
        and found[name].unique == (column.said == "unique")
        and (column.said != "optional" or not found[name].required)
        for name, column in wanted.items()
    )


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
