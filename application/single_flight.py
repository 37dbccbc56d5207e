"""Concurrent callers with one key do the work once: the first does it, the others wait for it."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class _Flight(Generic[T]):
    """Work under way; `done` is held until there is a result or an error."""

    __slots__ = ("done", "error", "result")

    def __init__(self) -> None:
        self.done = Lock()
        self.done.acquire()
        self.result: T
        self.error: BaseException | None = None


class SingleFlight(Generic[T]):
    """Nothing is remembered once the work is done: neither a result nor a failure."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._flights: dict[object, _Flight[T]] = {}

    def do(self, key: object, work: Callable[[], T]) -> tuple[T, bool]:
        """(the result, whether this caller did the work); an error goes to every caller."""
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
        if not leads:
            with flight.done:
                pass
            if flight.error is not None:
                raise flight.error
            return flight.result, False
        try:
            flight.result = work()
        except BaseException as error:
            flight.error = error
            raise
        finally:
            with self._lock:
                del self._flights[key]
            flight.done.release()
        return flight.result, True
