"""What a build was asked for, one ask a request or an entity of a specification."""

from dataclasses import dataclass

from domain.events import Event
from domain.recognition import Intent, Source


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, understood: which entity, and what its schema becomes through it."""

    request_id: str
    text: str
    key: str  # of its recognition; empty for a specification
    entity: str | None  # as the system names it; None when the request removed it
    shown_entity: str  # for people, also where it was removed
    intent: Intent
    source: str  # where the recognition came from; "spec" for a specification
    seconds: float  # spent on recognising
    tokens: int
    events: tuple[Event, ...]  # the schema's evolution, and what ends by it

    @property
    def cache_hit(self) -> bool:
        """True when a tier of the cache answered."""
        return self.source in (Source.MEMORY, Source.PERSISTENT)
