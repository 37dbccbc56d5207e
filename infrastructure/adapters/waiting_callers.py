"""The callers of the journal whose facts wait for the next commit."""

import threading
from collections.abc import Sequence

from domain.errors import OptimizerError, StoreError
from domain.events import Fact
from infrastructure.adapters.commit_group import CommitGroup

PAUSE = 0.0002  # seconds without one more caller after which the group is taken to be whole


class WaitingCallers:
    """Callers join the group that gathers; the journal's thread takes it, commits and settles it.

    `wake` tells that thread that there is something to do, `urgent` that it need not wait longer.
    """

    def __init__(self, wake: threading.Event, urgent: threading.Event) -> None:
        self._wake = wake
        self._urgent = urgent
        self._gate = threading.Lock()
        self._group = CommitGroup()
        self._refusal: tuple[str, str] | None = None
        self._expected = 0  # who may come at once: those just answered, those waiting already

    def __len__(self) -> int:
        return len(self._group)

    def wait(self, facts: Sequence[Fact]) -> None:
        """Return when `facts` are committed. StoreError if not, ValueError if they cannot be."""
        with self._gate:
            self.check_open()
            group = self._group
            number = group.join(facts)
        if number == 1:
            self._wake.set()
        if number in (1, self._expected):
            self._urgent.set()
        group.wait(number)

    def gather(self) -> None:
        """Wait for those who were just answered, while they come back with their next facts.

        A commit for all of them costs little more than one for the first. A lone caller waits for
        nobody, and nobody waits longer than a PAUSE for others who stay away.
        """
        self._urgent.clear()
        seen = 0
        while seen < len(self._group) < self._expected:
            seen = len(self._group)
            if self._urgent.wait(PAUSE):
                break
        self._urgent.clear()

    def take(self) -> CommitGroup:
        """Who has joined until now; others join the next group."""
        with self._gate:
            group, self._group = self._group, CommitGroup()
        return group

    def settle(self, group: CommitGroup, failure: OptimizerError | None) -> None:
        """Answer a group that was taken."""
        self._expected = len(group) + len(self._group)
        group.settle(failure)

    def refuse(self, message: str, *, hint: str = "") -> None:
        """Nobody joins from now on; the first reason stays."""
        with self._gate:
            self._refusal = self._refusal or (message, hint)

    def check_open(self) -> None:
        """StoreError after `refuse`."""
        if self._refusal is not None:
            message, hint = self._refusal
            raise StoreError(message, hint=hint)
