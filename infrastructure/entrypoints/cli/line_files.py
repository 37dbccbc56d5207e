"""Files of lines that a command reads or writes: errors in our words, no half of a file."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from domain.errors import UnusableFileError

MAX_TEXT_BYTES = 1 << 20


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write the whole file or leave what was there; how many lines. Mode 0600."""
    count = 0
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                for line in lines:
                    file.write(line + "\n")
                    count += 1
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise UnusableFileError(path, "written", error.strerror or str(error)) from error
    return count


def read_text(path: Path) -> str:
    """The whole of a small file of text. UnusableFileError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_TEXT_BYTES + 1)
        if len(data) > MAX_TEXT_BYTES:
            raise UnusableFileError(path, "read", f"it has more than {MAX_TEXT_BYTES:,} bytes")
        return data.decode()
    except UnicodeDecodeError as error:
        reason = f"it is not UTF-8 text (byte {error.start})"
        raise UnusableFileError(path, "read", reason) from error
    except OSError as error:
        raise UnusableFileError(path, "read", error.strerror or str(error)) from error


@contextmanager
def open_lines(path: Path, *, longest: int) -> Iterator[Iterator[bytes]]:
    """The lines of a file; of one that is longer than `longest` bytes only a bit more than that."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnusableFileError(path, "read", error.strerror or str(error)) from error
    with file:
        yield _lines(file, path, longest)


def _lines(file: BinaryIO, path: Path, longest: int) -> Iterator[bytes]:
    try:
        while line := file.readline(longest + 2):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(longest)
            yield line
    except OSError as error:
        raise UnusableFileError(path, "read", error.strerror or str(error)) from error
