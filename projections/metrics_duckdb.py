"""What does the optimisation save, and does quality hold? Answered from events, in DuckDB.

Two files. `metrics.work.duckdb` is private: one process writes it, DuckDB locks it.
`metrics.duckdb` is what analysts open, read-only, as long as they like: a whole copy that is
replaced at once, so that a reader never blocks the writer nor sees half a batch. It has mode 0400
(the folder is the owner's alone, and a client that forgets to ask for read-only is refused
instead of leaving a write-ahead log beside a file that is about to be replaced).

The position lives in the work file, in the transaction of the facts: a batch delivered twice, or
a process killed at any point, counts every event once. DuckDB is imported when it is first
needed: commands that never look at metrics do not pay for it.
"""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from domain.events import Event, Recorded
from domain.metrics import BASELINE_SECONDS, BASELINE_TOKENS
from projections.metrics.rows import HANDLED

if TYPE_CHECKING:
    from projections.metrics.state import MetricsState

WORK_FILE = "metrics.work.duckdb"
PUBLISHED_FILE = "metrics.duckdb"
_SHARE_OF_TIME = 20  # publishing takes at most one part in so many


class MetricsDuckDB:
    """The projection (`application/ports/projection.py`); thread-safe, opened on first use.

    `notices` are sentences for people about what was found and mended: missing, damaged or
    outdated files. StoreBusyError says that another process projects right now.
    """

    name: ClassVar[str] = "metrics"
    version: ClassVar[int] = 1
    handles: ClassVar[frozenset[type[Event]]] = HANDLED

    def __init__(
        self,
        folder: Path,
        *,
        baseline_tokens: int = BASELINE_TOKENS,
        baseline_seconds: float = BASELINE_SECONDS,
        memory_limit: str = "512MB",
        threads: int = 2,
        busy_seconds: float = 0.5,
        publish_seconds: float = 1.0,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.notices: list[str] = []
        self._work = folder / WORK_FILE
        self._published = folder / PUBLISHED_FILE
        self._baseline = (baseline_tokens, baseline_seconds)
        self._limits = (memory_limit, threads, busy_seconds)
        self._least_interval = publish_seconds
        self._elapsed = elapsed
        self._lock = threading.RLock()
        self._open_state: MetricsState | None = None
        self._unpublished = False
        self._publish_after = float("-inf")

    def position(self) -> int:
        """How far the log was read; opens the work file."""
        with self._lock:
            return self._state().position()

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        """Append the facts above the stored position and store `scanned`, in one transaction."""
        with self._lock:
            moved = self._state().apply(batch, scanned=scanned)
            self._unpublished = self._unpublished or moved

    def publish(self, *, now: bool = False) -> bool:
        """Bring the file that analysts open up to date; whether it was replaced.

        Cheap to call after every batch and while idle: unless `now`, it waits for
        `publish_seconds` and for twenty times what publishing last took.
        """
        with self._lock:
            state = self._state()
            started = self._elapsed()
            if not self._unpublished or (started < self._publish_after and not now):
                return False
            state.publish(self._published)
            self._unpublished = False
            done = self._elapsed()
            pause = max(self._least_interval, _SHARE_OF_TIME * (done - started))
            self._publish_after = done + pause
            return True

    def reset(self) -> None:
        """Forget everything: the next apply starts at position 0, in a new file."""
        from projections.metrics import work_file  # noqa: PLC0415 - see the module's docstring

        with self._lock:
            self._release()
            work_file.discard(self._work)
            self._unpublished = True

    def close(self) -> None:
        """Publish what was not published yet, and release the work file. Closing twice is fine."""
        with self._lock:
            if self._open_state is not None:
                try:
                    self.publish(now=True)
                finally:
                    self._release()

    def _release(self) -> None:
        state, self._open_state = self._open_state, None
        if state is not None:
            state.close()

    def _state(self) -> "MetricsState":
        if self._open_state is None:
            self._open_state = self._open()
        return self._open_state

    def _open(self) -> "MetricsState":
        from projections.metrics import publish, work_file  # noqa: PLC0415 - see the docstring
        from projections.metrics.state import MetricsState  # noqa: PLC0415 - the same

        known = self._work.exists()
        if not known and self._published.exists():
            self.notices.append(f"{self._work.name} was missing: rebuilt from the log")
        current = publish.is_current(self._work, self._published)
        memory, threads, busy = self._limits
        db = work_file.open_work_file(
            self._work,
            name=self.name,
            version=self.version,
            limits=work_file.Limits(memory=memory, threads=threads, busy_seconds=busy),
            note=self.notices.append,
        )
        state = MetricsState(self._work, db)
        changed = state.measure_against(*self._baseline)
        if known and not self._published.exists() and state.position():
            self.notices.append(f"{self._published.name} was missing: rebuilt")
        self._unpublished = self._unpublished or changed or not current
        return state
