"""The machine's clock, and ids that sort by time."""

import time
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils import compat


class SystemClock:
    """Wall time in UTC, a monotonic clock for durations, UUIDv7 for ids."""

    def now(self) -> datetime:
        """The time in UTC, with microseconds."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Seconds of a monotonic clock; only differences mean something."""
        return time.perf_counter()

    def new_id(self) -> UUID:
        """A UUIDv7."""
        return compat.uuid7()
