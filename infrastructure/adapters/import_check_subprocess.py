"""The import check over one worker process that is started once and kept."""

import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from infrastructure.adapters import import_check_worker
from infrastructure.adapters.bare_environment import bare_environment

START_SECONDS = 60.0  # to load what generated code imports, on a slow machine
CHUNK = 65_536


class SubprocessImportCheck:
    """One job at a time. A worker that died is started again for the next job."""

    def __init__(self, *, seconds: float = 30.0, memory_bytes: int = 1 << 30) -> None:
        """Limits of one job: seconds of wall and of CPU time, memory beyond the libraries."""
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._home: tempfile.TemporaryDirectory[str] | None = None
        self._closed = False

    def warm_up(self) -> None:
        """Start the worker; what cannot be started is reported by `check`."""
        with self._lock:
            try:
                self._started()
            except OSError:
                self._drop()

    def check(self, folder: Path, modules: Sequence[str]) -> dict[str, str | None]:
        """Each module with None or its error; see the port."""
        with self._lock:
            try:
                return self._ask(self._started(), folder, list(modules))
            except (OSError, ValueError) as error:
                self._drop()
                return dict.fromkeys(modules, f"not checked: {error}")

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._closed = True
            self._drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise OSError("the import check is closed")
        if self._worker is not None and self._worker.poll() is not None:
            self._drop()
        if self._worker is None:
            self._home = tempfile.TemporaryDirectory(prefix="import-check-home-")
            self._worker = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [sys.executable, "-I", "-B", str(Path(import_check_worker.__file__))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=bare_environment(Path(self._home.name)),
                cwd=self._home.name,
                start_new_session=True,  # an interrupt at the terminal is ours to handle
            )
        return self._worker

    def _ask(
        self, worker: subprocess.Popen[bytes], folder: Path, modules: list[str]
    ) -> dict[str, str | None]:
        assert worker.stdin is not None  # noqa: S101 - it was started with pipes
        assert worker.stdout is not None  # noqa: S101 - the same
        job = {
            "folder": str(folder.resolve()),
            "modules": modules,
            "seconds": self._seconds,
            "memory_bytes": self._memory_bytes,
            "environment": bare_environment(folder),
        }
        worker.stdin.write(json.dumps(job).encode() + b"\n")
        worker.stdin.flush()
        answer = json.loads(_read_line(worker.stdout, START_SECONDS + self._seconds))
        return {module: answer.get(module, "not checked: no answer") for module in modules}

    def _drop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    _close(pipe)
        if self._home is not None:
            self._home.cleanup()
            self._home = None


def _read_line(pipe: IO[bytes], seconds: float) -> bytes:
    """One line; TimeoutError or BrokenPipeError, both OSErrors, where there is none."""
    line = b""
    deadline = time.monotonic() + seconds
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([pipe], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            raise TimeoutError(f"no answer within {seconds:g} s")
        chunk = os.read(pipe.fileno(), CHUNK)
        if not chunk:
            raise BrokenPipeError("the worker has died")
        line += chunk
    return line


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # what was still to be written has no reader any more
        return
