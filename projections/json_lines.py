"""Files of whole lines: what a crash tore off is cut away before anything is added."""

import json
import os
from pathlib import Path

_BLOCK = 1 << 16


def last_line(path: Path) -> bytes | None:
    """The last line that is a whole JSON object, after all behind it was cut off; None without one.

    A process that dies leaves part of a line; a machine that loses power may leave a line of
    zeros. Neither is JSON followed by a line end, so neither survives.
    """
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        return None
    with file:
        end = file.seek(0, os.SEEK_END)
        whole = _line_end(file.fileno(), end)
        while whole:
            start = _line_end(file.fileno(), whole - 1)
            line = os.pread(file.fileno(), whole - 1 - start, start)
            if _is_object(line):
                break
            whole = start
        if whole < end:
            file.truncate(whole)
        return line if whole else None


def append_lines(path: Path, lines: list[bytes]) -> None:
    """Append the lines, synced to the disk; an owner-only file where there is none."""
    if not lines:
        return
    is_new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        file.write(b"".join(line + b"\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _sync_folder(path.parent)


def _line_end(descriptor: int, before: int) -> int:
    """The offset behind the last line end below `before`; 0 where there is none."""
    while before:
        start = max(0, before - _BLOCK)
        found = os.pread(descriptor, before - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        before = start
    return 0


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
