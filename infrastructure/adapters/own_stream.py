"""A stream that one writer owns: it appends blind, and twice what it tries twice is there once."""

from collections.abc import Sequence
from uuid import UUID

from application.ports.event_log import EventLog
from domain.errors import StoreError, StreamConflictError
from domain.events import Fact


class OwnStream:
    """Knows its version without asking; after a failure it does not, and reads what is there."""

    def __init__(self, log: EventLog, stream: UUID) -> None:
        self.id = stream
        self._log = log
        self._version = 0
        self._certain = True

    def append(self, facts: Sequence[Fact]) -> None:
        """Store those of `facts` that are not stored yet. StoreError if they are not there then.

        ValueError for one that cannot be written down: nothing is stored.
        """
        if not self._certain:
            facts = self._missing(facts)
        try:
            self._store(facts)
        except StreamConflictError:  # an earlier attempt arrived after all
            self._certain = False
            self._store(self._missing(facts))
        except StoreError:  # perhaps it failed after the commit
            self._certain = False
            if self._missing(facts):
                raise
        self._certain = True

    def _store(self, facts: Sequence[Fact]) -> None:
        if facts:
            self._log.append(self.id, facts, expected=self._version)
            self._version += len(facts)

    def _missing(self, facts: Sequence[Fact]) -> list[Fact]:
        stored = {r.event_id for r in self._log.read_stream(self.id, after=self._version)}
        self._version += len(stored)
        return [fact for fact in facts if fact.event_id not in stored]
