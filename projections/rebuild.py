"""Making a projection anew beside itself: readers and writers go on, and see it change at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from application.ports.event_log import EventLog
from domain.errors import StoreError
from projections.capabilities import Rebuildable, Versioned
from projections.feed import Feed
from projections.rounds import Progress, advance
from projections.set_aside import ProjectionErrors


def rebuild_beside(
    feed: Feed,
    log: EventLog,
    errors: ProjectionErrors,
    *,
    turn: Callable[[], AbstractContextManager[object]],
    resume: bool = True,
    progress: Progress | None = None,
) -> int:
    """Fill the side of `feed`'s projection and let it take that over; its position. StoreError.

    With `resume` it goes on where one that was interrupted stopped. The last events and the change
    of place are one step, within a `turn` of the projection, and it never goes back. Whoever calls
    this holds the lock on rebuilding.
    """
    projection, head = feed.projection, log.position()
    if not isinstance(projection, Rebuildable):
        raise TypeError(f"{feed.name} cannot be rebuilt beside itself")
    side = projection.side()
    filling = Feed(side, errors, name=f"{feed.name}.rebuild")
    try:
        if not resume:
            side.reset()
        check_origin(filling, head)
        if filling.position() == 0:  # nothing was left by one that was interrupted
            errors.forget(filling.name)
        _fill(filling, log, progress)
        replaced = False
        while not replaced:
            with turn():
                reached = _fill(filling, log, progress)
                check_origin(feed, log.position())
                replaced = projection.replace_by(side)
        errors.move(filling.name, feed.name)
        feed.replayed = filling.replayed
        return reached
    finally:
        side.close()  # its file stays when this was interrupted, and the next rebuild goes on


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


def _fill(filling: Feed, log: EventLog, progress: Progress | None) -> int:
    reached = advance(log, [filling], log.position(), progress)
    if filling.name not in reached or filling.last_error:
        raise StoreError(filling.last_error or f"{filling.name} cannot be filled")
    return reached[filling.name]
