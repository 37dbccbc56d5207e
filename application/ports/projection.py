"""What a read model is to the projector that feeds it."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from domain.events import Event, Recorded


class Projection(Protocol):
    """A disposable table built from events; its position lives in its own target."""

    name: ClassVar[str]
    version: ClassVar[int]  # raised when the meaning changes: the projector then rebuilds
    handles: ClassVar[frozenset[type[Event]]]

    def position(self) -> int:
        """How far the log was scanned. StoreError while the target cannot be used."""
        ...

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        """Apply events above the stored position and store `scanned`, in one transaction.

        StoreError: the target cannot be used, the batch is delivered again later. ValueError,
        TypeError, LookupError and the like: an event cannot be applied; it is tried once more by
        itself and then set aside. After either nothing has changed.
        """
        ...

    def reset(self) -> None:
        """Empty it: the next apply starts at position 0."""
        ...

    def close(self) -> None:
        """Release files."""
        ...
