"""How often the metrics are published: soon, but never more than a small share of the time."""

from collections.abc import Callable

_SHARE_OF_TIME = 20  # publishing takes at most one part in so many


class Pace:
    """Not thread-safe. `least` is the pause in seconds after a cheap turn."""

    def __init__(self, least: float, elapsed: Callable[[], float]) -> None:
        self._least = least
        self._elapsed = elapsed
        self._not_before = float("-inf")

    def is_due(self) -> bool:
        """The pause after the last turn is over."""
        return self._elapsed() >= self._not_before

    def take_turn(self, work: Callable[[], None]) -> None:
        """Do it, and pause for twenty times what it took."""
        started = self._elapsed()
        work()
        done = self._elapsed()
        self._not_before = done + max(self._least, _SHARE_OF_TIME * (done - started))
