"""The Watch port for a log that knows of every append itself."""

import threading
from collections.abc import Callable


class SignalWatch:
    """Calls back on a thread of its own after `signal`; of several at once it makes one call."""

    def __init__(
        self, on_append: Callable[[], None], *, on_close: Callable[["SignalWatch"], None]
    ) -> None:
        self._on_append = on_append
        self._on_close = on_close
        self._signalled = threading.Event()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="event-log-watch", daemon=True)
        self._thread.start()

    def signal(self) -> None:
        """Somebody has appended."""
        self._signalled.set()

    def close(self) -> None:
        """See the port."""
        with self._closing:
            if not self._closed:
                self._on_close(self)
            self._closed = True
        self._signalled.set()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._signalled.wait()
            self._signalled.clear()
            if self._closed:
                return
            self._on_append()
