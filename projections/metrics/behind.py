"""Commits a batch on another thread while the next one is read.

DuckDB leaves the interpreter to others while it works: that is a fifth of the time of a rebuild.
For a file that nobody is shown yet; one batch at a time is under way.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from domain.errors import StoreError


class Behind:
    """For one thread; whoever looks at what was committed calls `settle` first."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._commit: Future[None] | None = None

    def start(self, commit: Callable[[], None]) -> None:
        """Begin it when the one before has ended. StoreError if that failed: then it is not begun.

        It must not fail for what stands in the batch, whose turn is over by then.
        """
        self.settle()
        self._commit = self._worker.submit(commit)

    def settle(self) -> None:
        """Wait until nothing is under way. StoreError if it failed."""
        commit, self._commit = self._commit, None
        if commit is not None:
            try:
                commit.result()
            except ValueError as error:
                raise StoreError(f"a batch could not be stored: {error}") from error

    def close(self) -> None:
        """End the thread, after `settle`."""
        self._worker.shutdown()
