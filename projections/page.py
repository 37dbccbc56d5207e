"""One page of the log; an event that cannot be read does not hide the others.

Events differ in weight: a flush carries up to 1,000 hits. So a page ends at a number of events or
at a number of bytes, whichever comes first; one of flushes alone would take hundreds of MB.
"""

from collections.abc import Collection
from dataclasses import dataclass

from application.ports.event_log import EventLog
from domain.errors import CorruptHistoryError, StoreNewerError
from domain.events import Event, Recorded

PAGE = 8_000  # a transaction in DuckDB costs as much as some hundred events
PAGE_BYTES = 16 * 2**20  # as stored; some six times that in memory


@dataclass(frozen=True, slots=True)
class Page:
    """Events up to the position `scanned`, or why the one at `scanned` cannot be read."""

    events: tuple[Recorded, ...]
    scanned: int
    unreadable: str | None = None

    def up_to(self, position: int) -> "Page":
        """The part of it that ends there."""
        if self.scanned <= position:
            return self
        return Page(tuple(e for e in self.events if e.position <= position), position)


def read_page(log: EventLog, after: int, head: int, types: Collection[type[Event]]) -> Page:
    """The next page of these types; `head` is where the log ended before. StoreError."""
    wanted = tuple(set(types))
    limit = PAGE
    while True:
        try:
            events = log.read(after=after, limit=limit, types=wanted, max_bytes=PAGE_BYTES)
        except (CorruptHistoryError, StoreNewerError) as error:
            if error.position is None:
                raise  # it is the whole log that cannot be read
            if limit == 1:
                return Page((), error.position, error.message)
            limit = max(1, limit // 8)  # the readable ones before it
        else:
            return Page(tuple(events), events[-1].position if events else head)
