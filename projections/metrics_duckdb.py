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

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from domain.errors import CorruptStoreError, StoreBusyError, StoreError
from domain.events import Event, Recorded
from domain.metrics import BASELINE_SECONDS, BASELINE_TOKENS
from projections.metrics.pace import Pace
from projections.metrics.publish import is_current
from projections.metrics.rows import HANDLED

if TYPE_CHECKING:
    from projections.metrics.state import MetricsState

WORK_FILE = "metrics.work.duckdb"
PUBLISHED_FILE = "metrics.duckdb"


class MetricsDuckDB:
    """The projection (`application/ports/projection.py`); thread-safe, opened on first use.

    `restored` says why the work file was begun anew, `notices` what else was found and mended.
    StoreBusyError says that another process projects right now.
    """

    name: ClassVar[str] = "metrics"
    version: ClassVar[int] = 3
    handles: ClassVar[frozenset[type[Event]]] = HANDLED

    def __init__(
        self,
        folder: Path,
        *,
        baseline_tokens: int = BASELINE_TOKENS,
        baseline_seconds: float = BASELINE_SECONDS,
        memory_limit: str = "56MB",
        threads: int = 1,
        busy_seconds: float = 0.5,
        publish_seconds: float = 1.0,
        elapsed: Callable[[], float] = time.monotonic,
        work_file: str = WORK_FILE,
    ) -> None:
        self.notices: list[str] = []
        self.restored = ""
        self._work = folder / work_file
        self._published = folder / PUBLISHED_FILE
        self._rebuilt = folder / (work_file + ".rebuilt")  # whole, to be taken over
        self._shows = work_file == WORK_FILE  # the one that is being rebuilt beside it does not
        self._baseline = (baseline_tokens, baseline_seconds)
        self._limits = (memory_limit, threads)
        self._busy_seconds = busy_seconds
        self._patient = True
        self._pace = Pace(publish_seconds, elapsed)
        self._lock = threading.RLock()
        self._open_state: MetricsState | None = None
        self._told = 0  # the position that the projector was told last
        self._unpublished = False

    def acknowledge(self) -> None:
        """What `restored` says was reported."""
        self.restored = ""

    def position(self) -> int:
        """How far the log was read; opens the work file. StoreError while it cannot be used."""
        self._adopt()
        with self._state() as state:
            self._told = state.position()
            return self._told

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        """Append the facts above the stored position and store `scanned`, in one transaction.

        Nothing happens when the file was begun anew since `position` was asked: then the batch
        does not follow. StoreError: the file cannot be used; ValueError: an event does not fit.
        """
        with self._state() as state:
            if state.position() >= self._told and state.apply(batch, scanned=scanned):
                self._unpublished = True

    def publish(self, *, now: bool = False) -> bool:
        """Bring the file that analysts open up to date; whether it was replaced.

        Cheap to call after every batch and while idle: unless `now`, it waits for
        `publish_seconds` and for twenty times what publishing last took.
        """
        with self._state() as state:
            is_behind = self._unpublished or not self._published.exists()
            if not (self._shows and is_behind and (now or self._pace.is_due())):
                return False
            self._pace.take_turn(lambda: state.publish(self._published))
            self._unpublished = False
            return True

    def reset(self) -> None:
        """Forget everything: the next apply starts at position 0, in a new file."""
        from projections.metrics import work_file  # noqa: PLC0415 - see the module's docstring

        with self._lock:
            self._release()
            work_file.discard(self._work)
            self._told = 0
            self._unpublished = True

    def side(self) -> Self:
        """The same projection into a file beside this one, which nobody is shown."""
        memory, threads = self._limits
        tokens, seconds = self._baseline
        return type(self)(
            self._work.parent,
            baseline_tokens=tokens,
            baseline_seconds=seconds,
            memory_limit=memory,
            threads=threads,
            busy_seconds=self._busy_seconds,
            work_file=self._work.name + ".rebuild",
        )

    def replace_by(self, side: Self) -> bool:
        """Take over the file of `side` at once; False where this one is further by now.

        While another process has our file, that one takes it over when it is fed next.
        """
        try:
            with self._state() as state:
                if state.position() > side.position():
                    return False
        except StoreBusyError:
            pass
        with side._state() as state:
            state.checkpoint()
        side.close()
        side._work.replace(self._rebuilt)
        with contextlib.suppress(StoreBusyError):
            self._adopt()
        return True

    def _adopt(self) -> None:
        """Take over a file that was rebuilt, by whichever process; the file must be ours alone."""
        if self._shows and self._rebuilt.exists():
            with self._state():
                self._release()
                self._rebuilt.replace(self._work)
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

    @contextlib.contextmanager
    def _state(self) -> Iterator["MetricsState"]:
        """The open work file, ours alone; damage that shows in use sets it aside."""
        with self._lock:
            if self._open_state is not None and self._open_state.was_replaced():
                self._release()
            if self._open_state is None:
                self._open_state = self._open_patiently()
            try:
                yield self._open_state
            except CorruptStoreError:
                self._give_up()
                raise
            except StoreError:
                if not self._open_state.is_usable:  # DuckDB takes nothing more: open it again
                    with contextlib.suppress(StoreError):
                        self._release()
                raise

    def _give_up(self) -> None:
        from projections.metrics import work_file  # noqa: PLC0415 - see the module's docstring

        with contextlib.suppress(StoreError):  # it was damaged; its log may be so too
            self._release()
        if not self._shows:
            work_file.discard(self._work)
        elif self._work.exists():
            self.restored = work_file.set_aside(self._work)

    def _open_patiently(self) -> "MetricsState":
        try:
            state = self._open()
        except StoreBusyError:
            self._patient = False  # a command that asks again must not wait again
            raise
        self._patient = True
        return state

    def _open(self) -> "MetricsState":
        from projections.metrics import work_file  # noqa: PLC0415 - see the module's docstring
        from projections.metrics.behind import Behind  # noqa: PLC0415 - the same
        from projections.metrics.state import MetricsState  # noqa: PLC0415 - the same

        known, shown = self._work.exists(), self._published.exists()
        current = is_current(self._work, self._published)
        memory, threads = self._limits
        db, restored = work_file.open_work_file(
            self._work,
            name=self.name,
            version=self.version,
            limits=work_file.Limits(memory, threads, self._busy_seconds if self._patient else 0.0),
            keeps_damaged=self._shows,
        )
        state = MetricsState(self._work, db, behind=None if self._shows else Behind())
        changed = state.measure_against(*self._baseline)
        if not known:
            restored = f"{self._work.name if shown else self._published.name} was missing"
        elif not shown and self._shows and state.position():
            self.notices.append(
                f"{self._published.name} was missing and was made again from {self._work.name}"
            )
        self.restored = self.restored or restored
        self._unpublished = self._unpublished or changed or not current
        return state
