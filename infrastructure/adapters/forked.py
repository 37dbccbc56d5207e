"""What was opened before a fork belongs to the parent: the child is told, before it runs on.

Threads do not live on in a forked child, locks stay as they were at that moment, and an open SQLite
file must not be used from both sides.
"""

import os
from typing import Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """Something that only the process that opened it can use."""

    def abandon(self) -> None:
        """In the child: touch nothing of the parent's, refuse from now on."""
        ...


_opened: WeakSet[Forkable] = WeakSet()


def abandoned_in_children(one: Forkable) -> None:
    """Call `one.abandon()` in every child that is forked from now on, as long as `one` lives."""
    _opened.add(one)


def _abandon_all() -> None:
    for one in list(_opened):
        one.abandon()


os.register_at_fork(after_in_child=_abandon_all)
