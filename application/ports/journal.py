"""How this process says that something happened."""

from collections.abc import Iterable
from typing import Protocol

from domain.events import Event, Hit


class Journal(Protocol):
    """The one writer of this process: stamps facts and groups them into transactions."""

    def record(self, *events: Event, request_id: str) -> None:
        """Durable facts, in this order; returns after the synced commit. StoreError if not."""
        ...

    def record_all(self, recorded: Iterable[tuple[Event, str]]) -> None:
        """Durable facts of several requests, each with its request_id, in one transaction."""
        ...

    def record_hit(self, hit: Hit) -> None:
        """A hit or a miss; returns at once, committed within 50 ms or on close."""
        ...

    def flush(self) -> None:
        """Return when all that was recorded before is committed."""
        ...

    def close(self) -> None:
        """Drain and stop; recording afterwards raises StoreError. Closing twice is fine."""
        ...
