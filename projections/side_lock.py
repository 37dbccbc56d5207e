"""One rebuild at a time in a data directory: two would fill the same side file, and remove it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import StoreBusyError, StoreError

LOCK_FILE = "rebuild.lock"
_PAUSE = 0.05  # seconds between two looks


@contextmanager
def rebuilding(folder: Path, *, patience: float) -> Iterator[None]:
    """Hold it; the kernel frees it with its process. StoreBusyError after `patience` seconds."""
    path = folder / LOCK_FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}") from error
    try:
        deadline = time.monotonic() + patience
        while not _locked(file):
            if time.monotonic() >= deadline:
                raise StoreBusyError(str(path))
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(file)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
