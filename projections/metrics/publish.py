"""Puts a copy of a checkpointed database where others may open it, all at once or not at all.

The copy is read through a descriptor that was opened with the database and is closed after it:
closing *any* descriptor of a file drops the locks that its process holds on it (POSIX), and with
them DuckDB's guard against a second writer. That is also why `shutil.copy` must not be used here.
"""

import os
import stat
from pathlib import Path

from projections.metrics.paths import wal_of

_CHUNK = 1 << 20
OWNER_MAY_READ = stat.S_IRUSR


def publish(source: int, target: Path) -> None:
    """Replace `target` by the content of the open file `source`, synced to the disk; OSError.

    Readers that hold the old file keep it whole. Nobody may write to the new one, the owner
    included: a client that forgets to ask for read-only is refused instead of locking readers
    out. The target carries the modification time of its source, so that it can be seen to be
    current without opening it.
    """
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)  # left by a process that died here
    copy = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_MAY_READ)
    try:
        _copy(source, copy)
        made = os.fstat(source).st_mtime_ns
        os.utime(fresh, ns=(made, made))
        os.fsync(copy)
    finally:
        os.close(copy)
    wal_of(target).unlink(missing_ok=True)  # it would be replayed into a file it is not of
    fresh.replace(target)
    _sync_folder(target.parent)


def is_current(work: Path, target: Path) -> bool:
    """The published file is there and holds all that the (closed) work file holds."""
    try:
        return target.stat().st_mtime_ns == work.stat().st_mtime_ns and not wal_of(work).exists()
    except (FileNotFoundError, NotADirectoryError):
        return False


def _copy(source: int, copy: int) -> None:
    offset = 0
    while chunk := os.pread(source, _CHUNK, offset):
        view = memoryview(chunk)
        while view:
            view = view[os.write(copy, view) :]
        offset += len(chunk)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
