"""A process that is started once, kept, and asked one JSON line at a time.

It gets a bare environment and an empty home folder; one that died is started again for the next
question.
"""

import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from infrastructure.adapters.bare_environment import bare_environment

START_SECONDS = 60.0  # to load what the worker needs, on a slow machine
CHUNK = 65_536


class WorkerProcess:
    """`program` is a file of ours that answers each line on stdin with one on stdout."""

    def __init__(self, what: str, program: str, *arguments: str) -> None:
        self._what = what
        self._program = (program, *arguments)
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._home: tempfile.TemporaryDirectory[str] | None = None
        self._closed = False

    def warm_up(self) -> None:
        """Start the worker; that it cannot be started is said when it is asked."""
        with self._lock:
            try:
                self._started()
            except OSError:
                self._drop()

    def close(self) -> None:
        """End the worker. Closing twice is fine."""
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

    def _ask(self, job: dict[str, Any], *, seconds: float) -> Any:
        """The answer to one job; OSError or ValueError where there is none."""
        with self._lock:
            try:
                worker = self._started()
                assert worker.stdin is not None  # noqa: S101 - it was started with pipes
                assert worker.stdout is not None  # noqa: S101 - the same
                worker.stdin.write(json.dumps(job).encode() + b"\n")
                worker.stdin.flush()
                return json.loads(_read_line(worker.stdout, START_SECONDS + seconds))
            except (OSError, ValueError):
                self._drop()
                raise

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise OSError(f"{self._what} is closed")
        if self._worker is not None and self._worker.poll() is not None:
            self._drop()
        if self._worker is None:
            self._home = tempfile.TemporaryDirectory(prefix="baes-worker-home-")
            self._worker = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [sys.executable, "-I", "-B", *self._program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=bare_environment(Path(self._home.name)),
                cwd=self._home.name,
                start_new_session=True,  # an interrupt at the terminal is ours to handle
            )
        return self._worker

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
