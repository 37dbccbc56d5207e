"""What callers of the journal wait for together."""

import threading
from collections.abc import Sequence

from domain.errors import OptimizerError, StoreError
from domain.events import Fact
from infrastructure.adapters.event_codec import encode


class CommitGroup:
    """Facts of callers who wait for one commit, all on one lock.

    Who gets it passes it on. Thirty-two threads that are woken at once fight for the interpreter,
    and so does the next commit; woken one after another they do not.
    """

    __slots__ = ("_done", "_entries", "_error", "_unwritable")

    def __init__(self) -> None:
        self._entries: list[Sequence[Fact]] = []  # one a caller
        self._unwritable: dict[int, ValueError] = {}
        self._error: OptimizerError | None = None
        self._done = threading.Lock()
        self._done.acquire()

    def join(self, facts: Sequence[Fact]) -> int:
        """One more caller; its number, from 1."""
        self._entries.append(facts)
        return len(self._entries)

    def __len__(self) -> int:
        """How many callers wait."""
        return len(self._entries)

    def facts(self) -> list[Fact]:
        """All that can be written down, in the order in which the callers came."""
        return [
            fact
            for number, facts in enumerate(self._entries, start=1)
            if number not in self._unwritable
            for fact in facts
        ]

    def weed(self) -> None:
        """Leave out callers with a fact that cannot be written down: not the others' fault."""
        for number, facts in enumerate(self._entries, start=1):
            try:
                for fact in facts:
                    encode(fact)
            except ValueError as error:
                self._unwritable[number] = error

    def wait(self, number: int) -> None:
        """Until it is settled. StoreError if it was not stored, ValueError if it cannot be."""
        with self._done:
            pass
        if number in self._unwritable:
            raise self._unwritable[number]
        if self._error is not None:
            raise StoreError(self._error.message, hint=self._error.hint) from self._error

    def settle(self, error: OptimizerError | None) -> None:
        """Committed, or not; once."""
        self._error = error
        self._done.release()
