"""The one writer of a process: waiting facts go into one transaction (group commit).

A commit costs what the disk's sync costs, whatever is in it; so while one commit runs the next
group gathers. Durable facts wait for their commit. Hits and misses do not: they are gathered for at
most 50 ms or 1,000 and travel together in one event.
"""

import atexit
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from application.ports.clock import Clock
from application.ports.event_log import EventLog
from domain.errors import StoreError
from domain.events import Event, Fact, Hit
from infrastructure.adapters.hit_flushes import flushes_of
from infrastructure.adapters.ticket import Ticket

T = TypeVar("T")
logger = logging.getLogger(__name__)

FLUSH_SECONDS = 0.05
HITS_IN_A_FLUSH = 1_000
HITS_WAITING = 20_000  # beyond that callers wait for the disk
RETRY_SECONDS = 1.0  # between two attempts to store hits that the store refused
NO_REQUEST = "-"  # a flush belongs to the requests of its rows


class GroupCommitJournal:
    """The Journal port on any event log; one stream per journal, appended blind."""

    def __init__(self, log: EventLog, clock: Clock, *, stream: UUID | None = None) -> None:
        self.on_commit: list[Callable[[], None]] = []  # called on the journal's thread; quick
        self.hits_dropped = 0  # while the store refused and HITS_WAITING were waiting already
        self._log = log
        self._clock = clock
        self._stream = stream or clock.new_id()
        self._version = 0
        self._tickets: deque[Ticket] = deque()
        self._hits: deque[Hit] = deque()
        self._unsent: list[Fact] = []  # flushes that the store refused
        self._failure: StoreError | None = None
        self._armed = False  # somebody has said that hits are waiting
        self._wake = threading.Event()  # there is something to do
        self._urgent = threading.Event()  # and it does not wait for company
        self._room = threading.Condition()
        self._gate = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    @property
    def stream(self) -> UUID:
        """The stream of this process run."""
        return self._stream

    @property
    def healthy(self) -> bool:
        """False since the store refused, until it takes facts again."""
        return self._failure is None

    def record(self, *events: Event, request_id: str) -> None:
        """Durable facts, in this order; returns after the synced commit. StoreError if not."""
        request_id.encode()  # UnicodeEncodeError here, where it is made, not for the whole group
        new_id, now = self._clock.new_id, self._clock.now
        self._wait_for(Ticket(tuple(Fact(new_id(), now(), request_id, e) for e in events)))

    def record_hit(self, hit: Hit) -> None:
        """A hit or a miss; returns at once, committed within 50 ms or on close."""
        hits = self._hits
        if self._closed:
            raise StoreError("the journal is closed")
        if len(hits) >= HITS_WAITING and not self._has_room():
            self.hits_dropped += 1
            return
        hits.append(hit)
        if not self._armed:
            self._armed = True
            self._wake.set()
        elif len(hits) == HITS_IN_A_FLUSH:
            self._urgent.set()

    def flush(self) -> None:
        """Return when all that was recorded before is committed. StoreError if it cannot be."""
        if not self._closed:
            self._wait_for(Ticket(()))

    def close(self) -> None:
        """Drain and stop; closing twice is fine."""
        with self._gate:
            self._closed = True
        self._wake.set()
        self._urgent.set()
        self._thread.join()
        atexit.unregister(self.close)

    def _wait_for(self, ticket: Ticket) -> None:
        with self._gate:  # nothing is added once the last drain may have begun
            if self._closed:
                raise StoreError("the journal is closed")
            self._tickets.append(ticket)
        if not self._urgent.is_set():
            self._urgent.set()
        if not self._wake.is_set():
            self._wake.set()
        ticket.wait()
        if ticket.error is not None:
            raise StoreError(ticket.error.message, hint=ticket.error.hint) from ticket.error

    def _has_room(self) -> bool:
        """Wait for the disk; False when the store refuses and nothing can be waited for."""
        self._urgent.set()
        with self._room:
            self._room.wait_for(
                lambda: len(self._hits) < HITS_WAITING or not self.healthy or self._closed
            )
        return len(self._hits) < HITS_WAITING

    def _run(self) -> None:
        try:
            while not self._closed:
                self._wake.wait(RETRY_SECONDS if self._unsent else None)
                if not self._tickets:
                    self._urgent.wait(FLUSH_SECONDS)
                self._wake.clear()
                self._urgent.clear()
                self._commit()
            self._commit()  # what came between the last drain and the closing
            if self._hits and self.healthy:  # what waited behind flushes that had been refused
                self._commit()
        finally:  # whatever ended this thread: nobody may wait for it any longer
            self._stop()

    def _commit(self) -> None:
        self._armed = False  # before the drain: a later hit wakes us again
        tickets = list(_drained(self._tickets))
        flushes = self._unsent or self._flushes()
        facts = [*flushes, *(fact for ticket in tickets for fact in ticket.facts)]
        try:
            self._append(facts)
        except StoreError as error:
            self._unsent = flushes
            if self.healthy:
                logger.warning("the event store refuses: %s", error.message)
            self._failure = error
        else:
            self._unsent = []
            self._failure = None
        with self._room:
            self._room.notify_all()
        for ticket in tickets:
            ticket.settle(self._failure)
        if self._hits and self.healthy:  # they waited behind flushes that had been refused
            self._wake.set()
        if facts and self.healthy:
            for call in self.on_commit:
                call()

    def _append(self, facts: Sequence[Fact]) -> None:
        """Append at our version, which is uncertain after a failure: then the stream is read."""
        if self._failure is not None:
            stored = {r.event_id for r in self._log.read_stream(self._stream, after=self._version)}
            self._version += len(stored)
            facts = [fact for fact in facts if fact.event_id not in stored]
        if facts:
            self._log.append(self._stream, facts, expected=self._version)
            self._version += len(facts)

    def _flushes(self) -> list[Fact]:
        new_id, now = self._clock.new_id, self._clock.now
        events = flushes_of(list(_drained(self._hits)), size=HITS_IN_A_FLUSH)
        return [Fact(new_id(), now(), NO_REQUEST, event) for event in events]

    def _stop(self) -> None:
        with self._gate:
            self._closed = True
        lost = len(self._hits) + len(self._unsent)
        if lost:
            logger.error("the journal stopped with %d unstored hits or flushes of them", lost)
        for ticket in _drained(self._tickets):
            ticket.settle(self._failure or StoreError("the journal has stopped"))
        with self._room:
            self._room.notify_all()


def _drained(waiting: deque[T]) -> Iterator[T]:
    """What is waiting now; others go on appending."""
    for _ in range(len(waiting)):
        yield waiting.popleft()
