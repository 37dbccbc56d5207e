"""The Exclusive port as an advisory lock on a file; the kernel frees it with its process."""

import contextlib
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from domain.errors import StoreBusyError, StoreError

_PAUSE = 0.02  # seconds between two looks


class ExclusiveFile:
    """`path` is made with mode 0600; `patience` in seconds."""

    def __init__(self, path: Path, *, patience: float = 60.0) -> None:
        self._path = path
        self._patience = patience
        self._threads = threading.Lock()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Wait for it, hold it; StoreBusyError, or StoreError where the file cannot be made."""
        with self._threads:
            try:
                file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except OSError as error:
                raise StoreError(f"{self._path} cannot be made: {error.strerror}") from error
            try:
                lock(file, str(self._path), time.monotonic() + self._patience)
                yield
            finally:
                os.close(file)


def lock(file: int, name: str, deadline: float) -> None:
    """Wait until nobody else has the open file locked; StoreBusyError with its name if too long."""
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise StoreBusyError(name) from error
            time.sleep(_PAUSE)
        else:
            return
