"""One page of the log; an event that cannot be read does not hide the others."""

from collections.abc import Collection
from dataclasses import dataclass

from application.ports.event_log import EventLog
from domain.errors import CorruptHistoryError, StoreNewerError
from domain.events import Event, Recorded

PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """Events up to the position `scanned`, or why the one at `scanned` cannot be read."""

    events: tuple[Recorded, ...]
    scanned: int
    unreadable: str | None = None


def read_page(log: EventLog, after: int, head: int, types: Collection[type[Event]]) -> Page:
    """The next page of these types; `head` is where the log ended before. StoreError."""
    wanted = tuple(set(types))
    limit = PAGE
    while True:
        try:
            events = log.read(after=after, limit=limit, types=wanted)
        except (CorruptHistoryError, StoreNewerError) as error:
            if error.position is None:
                raise  # it is the whole log that cannot be read
            if limit == 1:
                return Page((), error.position, error.message)
            limit = max(1, limit // 8)  # the readable ones before it
        else:
            if len(events) == limit:
                return Page(tuple(events), events[-1].position)
            return Page(tuple(events), max(head, events[-1].position if events else 0))
