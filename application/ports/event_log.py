"""The append-only store of events."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from domain.events import Event, Fact, Recorded


class Watch(Protocol):
    """A look-out that runs until it is closed."""

    def close(self) -> None:
        """Call back no longer; returns when no call is under way. Closing twice is fine."""
        ...


class EventLog(Protocol):
    """Streams of facts in one global order. Thread-safe. Adapters raise StoreError and its kin."""

    def append(self, stream: UUID, facts: Sequence[Fact], *, expected: int) -> None:
        """Store all or nothing, synced; StreamConflictError if `stream` is not at `expected`.

        Idempotent: the very same facts (event ids) at the same versions are not an error.
        """
        ...

    def read(
        self,
        *,
        after: int = 0,
        limit: int = 1000,
        types: Sequence[type[Event]] = (),
        request_id: str | None = None,
        max_bytes: int | None = None,
    ) -> list[Recorded]:
        """Up to `limit` events with position > `after`, in order; empty `types` means all.

        Fewer, but at least one, where more than `max_bytes` are stored for them.
        """
        ...

    def read_stream(self, stream: UUID, *, after: int = 0) -> list[Recorded]:
        """The whole stream, in order of version."""
        ...

    def position(self) -> int:
        """The position of the newest event; 0 for an empty log."""
        ...

    def watch(self, on_append: Callable[[], None]) -> Watch:
        """Call `on_append` on a thread of its own soon after anybody, any process, has appended.

        It may be called once too often, never once too seldom: also after a time in which the store
        could not be asked. To be closed before the log is.
        """
        ...

    def close(self) -> None:
        """Release files and connections; the log is not used afterwards."""
        ...
