"""Keeps builds of one folder apart, of whatever data directory.

The folder itself is locked: no file is left in it, and the kernel frees it with its process.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from domain.errors import OutputFolderError
from infrastructure.adapters.exclusive_file import lock

_NO_LOCKS = {errno.EBADF, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}  # some network disks


def check_folder(folder: Path) -> None:
    """OutputFolderError for what cannot become a folder of ours."""
    if folder.is_symlink() and not folder.exists():
        raise OutputFolderError(f"{folder} is a link that leads nowhere")
    if not folder.exists():
        parent = next(one for one in folder.absolute().parents if one.exists())
        if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
            raise OutputFolderError(f"{folder} cannot be made: {parent} cannot be written")
    elif not folder.is_dir():
        raise OutputFolderError(f"{folder} is no folder")
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise OutputFolderError(f"{folder} cannot be written", hint="change its mode or its owner")


@contextmanager
def held_folder(folder: Path, *, patience: float) -> Iterator[None]:
    """Make it, wait for it, hold it; what was made for it and is still empty goes in the end."""
    check_folder(folder)
    made: list[Path] = []
    file = None
    try:
        file = _locked(folder, time.monotonic() + patience, made)
        yield
    finally:
        for one in made:
            with suppress(OSError):  # something was written
                one.rmdir()
        if file is not None:
            os.close(file)


def _locked(folder: Path, deadline: float, made: list[Path]) -> int:
    while True:
        file = _opened(folder, made)
        try:
            with _where_there_are_locks():
                lock(file, str(folder), deadline)
            if folder.exists() and os.path.samestat(os.fstat(file), folder.stat()):
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)  # its last holder had made it, wrote nothing and took it away


def _opened(folder: Path, made: list[Path]) -> int:
    try:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        made += [one for one in missing if one not in made]
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise OutputFolderError(f"{folder} cannot be made: {error.strerror}") from error


@contextmanager
def _where_there_are_locks() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
