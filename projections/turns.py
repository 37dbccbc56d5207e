"""Who feeds a projection: one thread at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from projections.feed import Feed


@contextmanager
def turns(feeds: Sequence[Feed], *, wait: bool, wake: Callable[[], None]) -> Iterator[list[Feed]]:
    """Nobody else feeds them meanwhile; without `wait`, those that nobody has.

    Who had one that somebody did not wait for calls `wake` in the end. Everybody takes them in the
    same order.
    """
    with ExitStack() as held:
        mine: list[Feed] = []
        for feed in feeds:
            if not wait:  # said before it is tried, so that whoever has it will see that
                feed.left_out = True
            if feed.turn.acquire(blocking=wait):
                feed.left_out = feed.left_out and wait
                held.callback(_release, feed, wake)
                mine.append(feed)
        yield mine


def _release(feed: Feed, wake: Callable[[], None]) -> None:
    feed.turn.release()
    if feed.left_out:
        wake()
