"""Watches how much reviewed code is approved, and says when prompts need the full standard."""

from collections.abc import Callable

from application.event_sourced import EventSourced
from application.ports.clock import Clock
from application.ports.event_log import EventLog
from application.ports.review_records import ReviewRecords
from domain import standards
from domain.standards import Escalation


class StandardsWatch:
    """Thread-safe. Each query reads what is new in the stream, so every process sees the same.

    `settle` brings the records up to date with everything that was recorded before.
    """

    def __init__(
        self,
        *,
        log: EventLog,
        clock: Clock,
        records: ReviewRecords,
        settle: Callable[[], None],
    ) -> None:
        self._aggregate = EventSourced(standards.STREAM, Escalation(), log=log, clock=clock)
        self._records = records
        self._settle = settle

    def escalated(self) -> frozenset[str]:
        """The SWEA types whose prompts carry the full standard now."""
        return self._aggregate.current().types

    def decided(self, swea_type: str, *, approved: bool, request_id: str) -> None:
        """One more piece of code of that type was approved or rejected. StoreError.

        An approval can only restore, a rejection only escalate: otherwise nothing is looked up.
        """
        if approved is not (swea_type in self.escalated()):
            return
        self._settle()
        last = self._records.decided(swea_type, last=standards.WINDOW)
        self._aggregate.command(lambda state: standards.watch(state, swea_type, last), request_id)
