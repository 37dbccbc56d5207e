"""Work that is done on a thread of its own whenever somebody says that there is some."""

import threading
import time
from collections.abc import Callable

LINGER_SECONDS = 0.01  # after work: what comes meanwhile comes along together
LONGEST_LINGER_SECONDS = 0.1


class Background:
    """Runs `work` soon after `wake`, and every `look_seconds` in case nobody was told.

    The first call after a rest is answered at once. In a stream of them it rests for as long as it
    worked, within the bounds above: more comes along each time, and half of the time is others'.
    """

    def __init__(self, name: str, work: Callable[[], None], *, look_seconds: float) -> None:
        self._name = name
        self._work = work
        self._look_seconds = look_seconds
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """There is something to do."""
        self._wake.set()

    def start(self) -> None:
        """Begin, with a first round; starting twice is fine."""
        if self._thread is None and not self._stop.is_set():
            self._wake.set()
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop, and wait for work that is under way. Closing twice is fine."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while True:
            self._wake.wait(self._look_seconds)
            self._wake.clear()
            if self._stop.is_set():
                return
            started = time.monotonic()
            self._work()
            worked = time.monotonic() - started
            self._stop.wait(min(max(worked, LINGER_SECONDS), LONGEST_LINGER_SECONDS))
