"""The one writer of a process: waiting facts go into one transaction (group commit).

A commit costs what the disk's sync costs, whatever is in it; so while one commit runs the next
group gathers. Durable facts wait for their commit. Hits and misses do not: they are gathered for at
most 50 ms or 1,000 and travel together in one event.
"""

import atexit
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from uuid import UUID

from application.ports.clock import Clock
from application.ports.event_log import EventLog
from domain.errors import CorruptHistoryError, OptimizerError, StoreError
from domain.events import Event, Fact, Hit
from infrastructure.adapters.commit_group import CommitGroup
from infrastructure.adapters.forked import abandoned_in_children
from infrastructure.adapters.hit_flushes import flushes_of
from infrastructure.adapters.own_stream import OwnStream
from infrastructure.adapters.waiting_callers import WaitingCallers

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
        self._clock = clock
        self._own = OwnStream(log, stream or clock.new_id())
        self._hits: deque[Hit] = deque()
        self._unsent: list[Fact] = []  # flushes that the store refused
        self._failure: OptimizerError | None = None
        self._armed = False  # somebody has said that hits are waiting
        self._closed = False
        self._stopped = False  # the last drain has begun
        self._make_locks()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()
        atexit.register(self.close)
        abandoned_in_children(self)

    @property
    def stream(self) -> UUID:
        """The stream of this process run."""
        return self._own.id

    @property
    def healthy(self) -> bool:
        """False since the store refused, until it takes facts again."""
        return self._failure is None

    def record(self, *events: Event, request_id: str) -> None:
        """Durable facts, in this order; returns after the synced commit. StoreError if not.

        ValueError for text that has no UTF-8.
        """
        self.record_all((event, request_id) for event in events)

    def record_all(self, recorded: Iterable[tuple[Event, str]]) -> None:
        """The same for several requests: each event with its request_id, in one transaction."""
        new_id, now = self._clock.new_id, self._clock.now
        self._callers.wait(
            [Fact(new_id(), now(), request_id, event) for event, request_id in recorded]
        )

    def record_hit(self, hit: Hit) -> None:
        """A hit or a miss; returns at once, committed within 50 ms or on close."""
        hits = self._hits
        if len(hits) >= HITS_WAITING and not self._has_room():
            self.hits_dropped += 1
            return
        hits.append(hit)
        if self._stopped:
            self._take_back(hit)
        elif not self._armed:
            self._armed = True
            self._wake.set()
        elif len(hits) == HITS_IN_A_FLUSH:
            self._urgent.set()

    def flush(self) -> None:
        """Return when all that was recorded before is committed. StoreError if it cannot be."""
        if not self._closed:
            self._callers.wait([])

    def close(self) -> None:
        """Drain and stop; closing twice is fine."""
        self._callers.refuse("the journal is closed")
        self._closed = True
        self._wake.set()
        self._urgent.set()
        self._thread.join()
        atexit.unregister(self.close)

    def abandon(self) -> None:
        """In a forked child: thread, stream and what waits are the parent's; refuse from now on."""
        self._closed = self._stopped = True
        self._hits.clear()  # the parent stores them
        self._unsent.clear()
        self._make_locks()  # a thread of the parent may have held them
        self._callers.refuse(
            "the journal was opened before this process was forked",
            hint="open the store again in this process",
        )

    def _make_locks(self) -> None:
        self._wake = threading.Event()  # there is something to do
        self._urgent = threading.Event()  # and it does not wait for company
        self._callers = WaitingCallers(self._wake, self._urgent)
        self._room = threading.Condition()

    def _has_room(self) -> bool:
        """Wait for the disk; False when the store refuses and nothing can be waited for."""
        self._urgent.set()
        with self._room:
            self._room.wait_for(
                lambda: len(self._hits) < HITS_WAITING or not self.healthy or self._stopped
            )
        return len(self._hits) < HITS_WAITING or self._stopped

    def _take_back(self, hit: Hit) -> None:
        """The hit came when the journal stopped: the last drain has stored it, or it is refused."""
        self._thread.join()
        try:
            self._hits.remove(hit)
        except ValueError:
            if self.healthy:
                return
        self._callers.check_open()

    def _run(self) -> None:
        try:
            while not self._closed:
                self._wake.wait(RETRY_SECONDS if self._unsent else None)
                if not self._callers:
                    self._urgent.wait(FLUSH_SECONDS)
                self._wake.clear()
                self._callers.gather()
                self._commit()
            self._stopped = True  # who adds a hit after this looks whether it was drained
            self._commit()
            if self._hits and self.healthy:  # what waited behind flushes that had been refused
                self._commit()
        finally:  # whatever ended this thread: nobody may wait for it any longer
            self._stop()

    def _commit(self) -> None:
        self._armed = False  # before the drain: a later hit wakes us again
        group = self._callers.take()
        stored = 0
        failure: OptimizerError | None = StoreError("the journal has stopped")
        try:
            self._unsent = self._unsent or self._flushes()
            stored = self._append(self._unsent, group)
            self._unsent, failure = [], None
        except (StoreError, CorruptHistoryError) as error:
            failure = error
        finally:
            self._answer(group, failure)
        if self._hits and self.healthy:  # they waited behind flushes that had been refused
            self._wake.set()
        if stored:
            for call in self.on_commit:
                call()

    def _append(self, flushes: list[Fact], group: CommitGroup) -> int:
        try:
            facts = [*flushes, *group.facts()]
            self._own.append(facts)
        except ValueError:  # one caller's fact cannot be written down
            group.weed()
            facts = [*flushes, *group.facts()]
            self._own.append(facts)
        return len(facts)

    def _answer(self, group: CommitGroup, failure: OptimizerError | None) -> None:
        if failure is not None and self.healthy:
            logger.warning("the event store refuses: %s", failure.message)
        self._failure = failure
        self._callers.settle(group, failure)
        with self._room:
            self._room.notify_all()

    def _flushes(self) -> list[Fact]:
        new_id, now, hits = self._clock.new_id, self._clock.now, self._hits
        waiting = [hits.popleft() for _ in range(len(hits))]  # others go on appending
        events = flushes_of(waiting, size=HITS_IN_A_FLUSH)
        return [Fact(new_id(), now(), NO_REQUEST, event) for event in events]

    def _stop(self) -> None:
        self._closed = self._stopped = True
        self._callers.refuse("the journal has stopped")
        left = self._callers.take()  # nobody, unless this thread ended with a fault
        self._answer(
            left, self._failure or (StoreError("the journal has stopped") if left else None)
        )
        lost = len(self._hits), len(self._unsent)
        if any(lost):
            logger.error("the journal stopped with %d hits and %d flushes unstored", *lost)
