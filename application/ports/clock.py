"""Time and identity come from outside, so that decisions and replays stay pure."""

from datetime import datetime
from typing import Protocol
from uuid import UUID


class Clock(Protocol):
    """Wall time, elapsed time, and ids that sort by time."""

    def now(self) -> datetime:
        """The time in UTC, with microseconds."""
        ...

    def elapsed(self) -> float:
        """Seconds of a monotonic clock; only differences mean something."""
        ...

    def new_id(self) -> UUID:
        """A UUIDv7."""
        ...
