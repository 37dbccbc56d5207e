"""Which entities does this process believe to exist, that were changed by anybody since?"""

from collections.abc import Sequence
from typing import ClassVar

from application.known_now import KnownNow
from domain.events import EntityDefined, EntityRemoved, EntitySchemaEvolved, Event, Recorded
from projections.follower import Following


class KnownFollower(Following):
    """Follows the entity catalogue."""

    name: ClassVar[str] = "known_entities"
    handles: ClassVar[frozenset[type[Event]]] = frozenset(
        {EntityDefined, EntitySchemaEvolved, EntityRemoved}
    )
    follows: ClassVar[str] = "entity_catalogue"

    def __init__(self, known: KnownNow) -> None:
        super().__init__()
        self._known = known

    def tell(self, batch: Sequence[Recorded]) -> None:
        """Any of these events changes what is known."""
        if batch:
            self._known.changed()
