"""Several processes that write one SQLite file take turns.

SQLite wakes waiters by polling with growing pauses, so a busy writer starves the others. Here two
advisory locks on a file beside the store make a turnstile: who waits holds the gate, so who has
just written must queue behind them. It is about fairness only: SQLite's own lock keeps the file
right, and a turn that does not come in time is simply not waited for any longer. The kernel frees
both locks of a process that dies.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

_GATE, _TURN = 0, 1  # one byte each of the file
_PAUSE = 0.0005  # seconds between two looks while somebody else writes


class FairTurn:
    """The turnstile of one store; one thread of a process may use it at a time."""

    def __init__(self, path: Path, *, patience: float) -> None:
        """`path` is created with mode 0600; `patience` is in seconds. OSError if it cannot be."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._patience = patience

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, at most `patience` seconds, and hold it."""
        deadline = time.monotonic() + self._patience
        gate = self._lock(_GATE, deadline)
        turn = self._lock(_TURN, deadline)
        if gate:
            self._unlock(_GATE)
        try:
            yield
        finally:
            if turn:
                self._unlock(_TURN)

    def close(self) -> None:
        """Free the file; closing twice is fine."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _lock(self, byte: int, deadline: float) -> bool:
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
            except (
                OSError,
                ValueError,
            ):  # held by somebody, or a file system without locks: wait, then go on
                if time.monotonic() >= deadline:
                    return False
                time.sleep(_PAUSE)
            else:
                return True

    def _unlock(self, byte: int) -> None:
        with contextlib.suppress(OSError, ValueError):  # closed meanwhile: then it is free already
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, byte)
