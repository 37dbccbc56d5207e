"""What a caller of the journal waits on."""

import threading

from domain.errors import StoreError
from domain.events import Fact


class Ticket:
    """Facts whose caller waits: on a bare lock, the cheapest thing that one thread can wait for."""

    __slots__ = ("_done", "error", "facts")

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts
        self.error: StoreError | None = None
        self._done = threading.Lock()
        self._done.acquire()

    def wait(self) -> None:
        """Until it is settled."""
        with self._done:
            pass

    def settle(self, error: StoreError | None) -> None:
        """Committed, or not; once."""
        self.error = error
        self._done.release()
