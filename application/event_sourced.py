"""An aggregate over its stream: read what is new, decide, append, decide again if late."""

import threading
from collections.abc import Callable
from typing import Generic, Protocol, Self, TypeVar
from uuid import UUID

from application.ports.clock import Clock
from application.ports.event_log import EventLog
from domain.errors import StreamConflictError
from domain.events import Event, Fact

MAX_ATTEMPTS = 10  # how often a command is decided again when somebody else was first


class State(Protocol):
    """What an aggregate is after its events; `version` counts them."""

    @property
    def version(self) -> int:
        """The events so far."""
        ...

    def after(self, *events: Event) -> Self:
        """The state when these have happened."""
        ...


S = TypeVar("S", bound=State)


class EventSourced(Generic[S]):
    """Thread-safe; each look reads what is new in the stream, so every process sees the same."""

    def __init__(self, stream: UUID, begin: S, *, log: EventLog, clock: Clock) -> None:
        self._stream = stream
        self._state = begin
        self._log = log
        self._clock = clock
        self._lock = threading.Lock()

    def current(self) -> S:
        """The state now."""
        with self._lock:
            recorded = self._log.read_stream(self._stream, after=self._state.version)
            if recorded:
                self._state = self._state.after(*(r.event for r in recorded))
            return self._state

    def command(self, decide: Callable[[S], list[Event]], request_id: str) -> None:
        """Append what is decided; nothing where nothing is. Raises what `decide` raises."""
        for attempt in range(1, MAX_ATTEMPTS + 1):
            state = self.current()
            events = decide(state)
            if not events:
                return
            now = self._clock.now()
            facts = [Fact(self._clock.new_id(), now, request_id, event) for event in events]
            try:
                self._log.append(self._stream, facts, expected=state.version)
            except StreamConflictError:
                if attempt == MAX_ATTEMPTS:
                    raise
            else:
                return
