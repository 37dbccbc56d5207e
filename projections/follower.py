"""The base of what a process keeps in step with the log, for itself: followers of a table.

Not a table: what was read from one is kept in memory, and has to end when the table changes. A
follower is told of the events after the table has applied them and never before: whatever is read
from the table after the follower was told comes from a table that knew of it.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from domain.events import Event, Recorded


class Following(ABC):
    """A projection whose position lasts as long as the process; see `capabilities.Follower`."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    handles: ClassVar[frozenset[type[Event]]]
    follows: ClassVar[str]

    def __init__(self) -> None:
        self._at: int | None = None  # nothing was kept before the table was first asked

    @abstractmethod
    def tell(self, batch: Sequence[Recorded]) -> None:
        """Say what has changed."""

    def position(self) -> int:
        """How far the log was scanned."""
        return self._at or 0

    def go_back(self, position: int | None) -> None:
        """The table is there; what is kept from it now may end by what comes after that."""
        if position is None:
            self._at = self._at or 0
        else:
            self._at = position if self._at is None else min(self._at, position)

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        """Tell of the batch, once."""
        self.tell(batch)
        self._at = max(self._at or 0, scanned)

    def reset(self) -> None:
        """The next apply starts at position 0."""
        self._at = 0

    def close(self) -> None:  # noqa: B027 - most followers hold nothing open
        """Nothing is kept open."""
