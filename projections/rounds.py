"""Feeding several projections from one log: a page is read once for all that are at its start."""

from collections.abc import Callable, Iterable, Sequence

from application.ports.event_log import EventLog
from infrastructure.collector import fewer_collections
from projections.feed import Feed
from projections.page import Page, read_page

Progress = Callable[[int, int], None]  # (position, the position to reach)


def advance(
    log: EventLog, feeds: Sequence[Feed], head: int, progress: Progress | None = None
) -> dict[str, int]:
    """Page by page up to `head`, those that are furthest behind first; where each is then.

    One whose target cannot be used is passed by. StoreError if the log cannot be read.
    """
    with fewer_collections():
        return _advance(log, feeds, head, progress)


def _advance(
    log: EventLog, feeds: Sequence[Feed], head: int, progress: Progress | None
) -> dict[str, int]:
    reached: dict[str, int] = {}
    waiting = list(feeds)
    while True:
        positions = _positions(waiting)
        reached |= {feed.name: position for feed, position in positions.items()}
        goals = {feed: _goal(feed, positions, head) for feed in positions}
        behind = [feed for feed in positions if positions[feed] < goals[feed]]
        if not behind:
            if progress is not None:
                progress(head, head)
            return reached
        lowest = min(positions[feed] for feed in behind)
        if progress is not None:
            progress(lowest, head)
        group = [feed for feed in positions if positions[feed] == lowest]
        page = read_page(log, lowest, head, [kind for feed in group for kind in feed.types])
        failed = _feed(group, goals, page)
        waiting = [feed for feed in waiting if feed not in failed]


def _positions(feeds: Iterable[Feed]) -> dict[Feed, int]:
    """Of those that can be used; followers stand after the one they follow."""
    found: dict[Feed, int] = {}
    known: dict[str, int] = {}
    for feed in feeds:
        if feed.follower is not None:
            leader = known.get(feed.follower.follows)
            feed.follower.go_back(leader)
            if leader is None:
                continue
        position = feed.position()
        if position is not None:
            found[feed] = known[feed.name] = position
    return found


def _goal(feed: Feed, positions: dict[Feed, int], head: int) -> int:
    if feed.follower is None:
        return head
    leader = feed.follower.follows
    reached = next(position for other, position in positions.items() if other.name == leader)
    return min(reached, head)  # another process may have fed the table past what is read here


def _feed(group: Sequence[Feed], goals: dict[Feed, int], page: Page) -> set[Feed]:
    """Those whose target could not be used."""
    failed: set[Feed] = set()
    together = {feed.name for feed in group}
    for feed in group:
        part = page
        if feed.follower is not None:
            follows = feed.follower.follows
            if follows in {other.name for other in failed}:
                continue
            if follows not in together:
                part = page.up_to(goals[feed])
        if not _apply(feed, part):
            failed.add(feed)
    return failed


def _apply(feed: Feed, page: Page) -> bool:
    if page.unreadable is not None:
        return feed.leave_out(page.scanned, page.unreadable)
    return feed.apply(page.events, scanned=page.scanned)
