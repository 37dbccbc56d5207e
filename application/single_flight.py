"""Concurrent callers with one key do the work once: the first does it, the others wait for it."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Nothing is remembered once the work is done: neither a result nor a failure."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._flights: dict[object, Future[T]] = {}

    def do(self, key: object, work: Callable[[], T]) -> tuple[T, bool]:
        """(the result, whether this caller did the work); an error goes to every caller."""
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = Future()
        if not leads:
            return flight.result(), False
        try:
            result = work()
        except BaseException as error:
            self._land(key)
            flight.set_exception(error)
            raise
        self._land(key)
        flight.set_result(result)
        return result, True

    def _land(self, key: object) -> None:
        with self._lock:
            del self._flights[key]
