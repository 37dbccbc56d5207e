"""Fewer runs of the garbage collector while many objects without cycles are made and held.

What the collector finds while a page of events is decoded, or syntax trees are reviewed, is
nothing; looking for it took a third of a rebuild and a quarter of a review. It is not switched
off, because other threads may have garbage for it.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLD = 500_000  # objects between two runs; Python's own is 700 to 2,000
_lock = threading.Lock()
_wishes = 0
_before = gc.get_threshold()


@contextmanager
def fewer_collections() -> Iterator[None]:
    """The collector has its own threshold again when the last of those who wished this has left."""
    global _wishes, _before  # noqa: PLW0603 - the collector is global too
    with _lock:
        if not _wishes:
            _before = gc.get_threshold()
            gc.set_threshold(max(_THRESHOLD, _before[0]) if _before[0] else 0, *_before[1:])
        _wishes += 1
    try:
        yield
    finally:
        with _lock:
            _wishes -= 1
            if not _wishes:
                gc.set_threshold(*_before)
