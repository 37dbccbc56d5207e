"""One projection and how it is fed: a batch is retried, then taken apart, so that one bad event
neither stops the others nor is forgotten.
"""

import contextlib
import logging
import threading
from collections.abc import Sequence

from application.ports.projection import Projection
from domain.errors import OptimizerError, StoreBusyError, StoreError
from domain.events import Event, Recorded
from projections.capabilities import Follower, Noticing, Publisher, Restorable
from projections.set_aside import ProjectionErrors

logger = logging.getLogger(__name__)

# What applying an event that does not fit can raise; a StoreError means the target, not the event.
_EVENT_FAULTS = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    RuntimeError,
    OptimizerError,
)


class Feed:
    """Applies batches to one projection; whoever does so holds its `turn`."""

    def __init__(self, projection: Projection, errors: ProjectionErrors, *, name: str = "") -> None:
        self.projection = projection
        self.name = name or projection.name  # under which its errors are kept
        self.follower = projection if isinstance(projection, Follower) else None
        self.turn = threading.RLock()
        self.left_out = False  # the background wanted its turn and somebody else had it
        self.looked_at = False  # whether its rows are of this version
        self.at: int | None = None  # its position, as far as was asked
        self.last_error = ""
        self.notes: list[str] = []
        self.replayed = 0  # events applied since the target was begun anew
        self._errors = errors
        self._error_kept = True  # another process may have left one

    @property
    def types(self) -> frozenset[type[Event]]:
        """What it wants to see."""
        return self.projection.handles

    def position(self) -> int | None:
        """How far it has scanned; None while its target cannot be used."""
        try:
            self.at = self.projection.position()
        except StoreError as error:
            self.refuse(error)
            self.at = None
        return self.at

    def apply(self, page: Sequence[Recorded], *, scanned: int) -> bool:
        """Apply what it handles; False while its target cannot be used: then try again later."""
        batch = [recorded for recorded in page if type(recorded.event) in self.types]
        try:
            try:
                self.projection.apply(batch, scanned=scanned)
            except StoreError:
                raise
            except _EVENT_FAULTS:
                self._one_by_one(batch, scanned)
        except StoreError as error:
            self.refuse(error)
            return False
        self.at = scanned
        self.replayed += len(batch)
        self._works()
        return True

    def leave_out(self, position: int, reason: str) -> bool:
        """Set an event aside and step over it; False while a store cannot be used."""
        try:
            if self.follower is None:
                self._leave_out(position, reason)
            else:  # the one it follows has said so
                self.projection.apply([], scanned=position)
        except StoreError as error:
            self.refuse(error)
            return False
        return True

    def refuse(self, error: StoreError) -> None:
        """Its target cannot be used now: say so, once, and keep the reason."""
        if error.message == self.last_error:
            return
        self.last_error = error.message
        if not isinstance(error, StoreBusyError):
            logger.warning("%s waits: %s", self.name, error.message)
            with contextlib.suppress(StoreError):
                self._errors.fail(self.name, error.message)
                self._error_kept = True

    def reset(self) -> bool:
        """Empty the target; False while it cannot be used."""
        try:
            self.projection.reset()
        except StoreError as error:
            self.refuse(error)
            return False
        return True

    def notices(self) -> list[str]:
        """What people should know, each sentence once."""
        found, self.notes = self.notes, []
        if isinstance(self.projection, Restorable):
            if self.projection.restored and self.replayed:
                events = "1 event" if self.replayed == 1 else f"{self.replayed:,} events"
                found.append(f"{self.projection.restored} and was rebuilt from {events}")
            self.projection.acknowledge()
        if isinstance(self.projection, Noticing):
            found += self.projection.notices
            self.projection.notices.clear()
        self.replayed = 0
        return found

    def publish(self, *, now: bool = False) -> None:
        """Let a projection that shows a copy bring it up to date."""
        if isinstance(self.projection, Publisher):
            try:
                self.projection.publish(now=now)
            except StoreError as error:
                self.refuse(error)

    def close(self) -> None:
        """Release the target; the others are closed too when it refuses."""
        try:
            self.projection.close()
        except StoreError as error:
            self.refuse(error)

    def _one_by_one(self, batch: Sequence[Recorded], scanned: int) -> None:
        for recorded in batch:
            try:
                self.projection.apply([recorded], scanned=recorded.position)
            except StoreError:
                raise
            except _EVENT_FAULTS as fault:
                reason = f"{recorded.event.stored_as}: {_first_line(fault)}"
                self._leave_out(recorded.position, reason)
        self.projection.apply([], scanned=scanned)

    def _leave_out(self, position: int, reason: str) -> None:
        self._errors.add(self.name, position, reason)
        self.projection.apply([], scanned=position)
        logger.warning("%s: event %d is set aside: %s", self.name, position, reason)

    def _works(self) -> None:
        self.last_error = ""
        if self._error_kept:
            with contextlib.suppress(StoreError):
                self._errors.recover(self.name)
                self._error_kept = False


def _first_line(fault: Exception) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0]
