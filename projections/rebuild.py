"""Making projections anew beside themselves: readers and writers go on, and see it change at once.

They are filled together, so that the log is read once.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, closing

from application.ports.event_log import EventLog
from domain.errors import StoreError
from projections.capabilities import Rebuildable, Versioned
from projections.feed import Feed
from projections.rounds import Progress, advance
from projections.set_aside import ProjectionErrors

_Turn = Callable[[Feed], AbstractContextManager[object]]


def rebuild_beside(
    feeds: Sequence[Feed],
    log: EventLog,
    errors: ProjectionErrors,
    *,
    turn: _Turn,
    resume: bool = True,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Fill the side of each projection and let it take that over; their positions. StoreError.

    With `resume` a side goes on where a rebuild that was interrupted stopped. The last events and
    the change of place are one step, within a `turn` of the projection, and it never goes back.
    Whoever calls this holds the lock on rebuilding.
    """
    with ExitStack() as opened:
        sides = [_Side(feed, errors, opened) for feed in feeds]
        for side in sides:
            side.begin(log.position(), resume=resume)
        _fill([side.filling for side in sides], log, progress)
        return {side.feed.name: side.finish(log, turn, progress) for side in sides}


class _Side:
    """One projection and what will replace it, whose file stays when this is interrupted."""

    def __init__(self, feed: Feed, errors: ProjectionErrors, opened: ExitStack) -> None:
        if not isinstance(feed.projection, Rebuildable):
            raise TypeError(f"{feed.name} cannot be rebuilt beside itself")
        self.feed = feed
        self._projection = feed.projection
        self._side = opened.enter_context(closing(self._projection.side()))
        self.filling = Feed(self._side, errors, name=f"{feed.name}.rebuild")
        self._errors = errors

    def begin(self, head: int, *, resume: bool) -> None:
        """Empty it, unless what one that was interrupted has left can be used."""
        if not resume:
            self._side.reset()
        check_origin(self.filling, head)
        if self.filling.position() == 0:
            self._errors.forget(self.filling.name)

    def finish(self, log: EventLog, turn: _Turn, progress: Progress | None) -> int:
        """Bring it to the end of the log, and let it take the place of the projection."""
        replaced = False
        while not replaced:
            with turn(self.feed):
                reached = _fill([self.filling], log, progress)[self.filling.name]
                check_origin(self.feed, log.position())
                replaced = self._projection.replace_by(self._side)
        self._errors.move(self.filling.name, self.feed.name)
        self.feed.replayed = self.filling.replayed
        return reached


def is_outdated(feed: Feed) -> bool:
    """Whether its rows are of another version. StoreError while that cannot be asked."""
    return isinstance(feed.projection, Versioned) and feed.projection.is_outdated()


def check_origin(feed: Feed, head: int) -> None:
    """A position beyond the end of the log comes from another log: begin anew."""
    position = feed.position()
    if position is not None and position > head and feed.reset():
        feed.notes.append(
            f"{feed.name} was at position {position} of a log that ends at {head}; "
            "it was emptied and rebuilt"
        )


def _fill(sides: Sequence[Feed], log: EventLog, progress: Progress | None) -> dict[str, int]:
    reached = advance(log, sides, log.position(), progress)
    for side in sides:
        if side.name not in reached or side.last_error:
            raise StoreError(side.last_error or f"{side.name} cannot be filled")
    return reached
