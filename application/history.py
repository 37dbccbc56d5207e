"""Reading the log as it is: what happened, in order. Used by `events list` and `events count`."""

from collections import Counter
from collections.abc import Iterator

from application.ports.event_log import EventLog
from domain.errors import RejectedError
from domain.events import EVENT_TYPES, Event, RecognitionHitsRecorded, Recorded

_PAGE = 1000


class UnknownEventTypeError(RejectedError):
    """No event of that name."""

    code = "unknown_event_type"

    def __init__(self, name: str) -> None:
        known = ", ".join(event.__name__ for event in EVENT_TYPES)
        super().__init__(f"no event named {name!r}", hint=f"known: {known}")


def event_type(name: str) -> type[Event]:
    """The event class of that class name or stored name; UnknownEventTypeError if there is none."""
    for event in EVENT_TYPES:
        if name in (event.__name__, event.stored_as):
            return event
    raise UnknownEventTypeError(name)


def _only(recorded: Recorded, request_id: str) -> Recorded:
    event = recorded.event
    if not isinstance(event, RecognitionHitsRecorded):
        return recorded
    own = tuple(hit for hit in event.hits if hit.request_id == request_id)
    return recorded._replace(event=event.model_copy(update={"hits": own}))


class History:
    """Queries over the whole log."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def list(
        self,
        *,
        request_id: str | None = None,
        type_name: str | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[Recorded]:
        """Up to `limit` events after a position, in order; filtered as asked.

        The events of a request include the flushes that hold one of its lookups, and of those
        only the rows that are its own.
        """
        types = (event_type(type_name),) if type_name else ()
        found = self._log.read(after=after, limit=limit, types=types, request_id=request_id)
        return found if request_id is None else [_only(one, request_id) for one in found]

    def count(self) -> dict[str, int]:
        """Events in the log by class name, the most frequent first."""
        counts = Counter(type(recorded.event).__name__ for recorded in self._all())
        return dict(counts.most_common())

    def _all(self) -> Iterator[Recorded]:
        after = 0
        while page := self._log.read(after=after, limit=_PAGE):
            yield from page
            after = page[-1].position
