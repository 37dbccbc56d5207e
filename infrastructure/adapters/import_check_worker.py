"""The process behind the import check: a program of its own, standard library only at the top.

It imports what generated code needs, once. For each job (a JSON line on stdin) it forks a child
with limits, which changes into the folder, imports the modules and reports them one by one; the
answer is a JSON line on stdout. A child that dies or hangs costs the module that it was at; the
rest is tried by a new child.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

PRELOADED = (
    "sqlalchemy.orm",
    "pydantic",
    "fastapi.testclient",
    "httpx",
    "pytest",
    "streamlit",
)
MAX_OPEN_FILES = 256
MAX_FILE_BYTES = 16 << 20
MAX_ERROR = 500  # characters of an error text
CHUNK = 65_536  # bytes read from a pipe at once


def main() -> None:
    """Answer jobs until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 1)  # what is imported may print; the pipe is ours
    os.dup2(silence, 2)
    for name in PRELOADED:
        with contextlib.suppress(ImportError):  # the generated import will say so, with its line
            importlib.import_module(name)
    for line in sys.stdin:
        job = json.loads(line)
        answers.write(json.dumps(_check(job)) + "\n")
        answers.flush()


def _check(job: dict[str, Any]) -> dict[str, str | None]:
    """Every module of the job with None or its error."""
    results: dict[str, str | None] = {}
    deadline = time.monotonic() + float(job["seconds"])
    waiting = [str(module) for module in job["modules"]]
    while waiting:
        if time.monotonic() >= deadline:
            late = f"not checked: the time limit of {job['seconds']:g} s was reached before"
            return results | dict.fromkeys(waiting, late)
        found, end = _try(job, waiting, deadline)
        results.update(found)
        waiting = [module for module in waiting if module not in found]
        if waiting and end:
            results[waiting.pop(0)] = end
    return results


def _try(
    job: dict[str, Any], modules: list[str], deadline: float
) -> tuple[dict[str, str | None], str | None]:
    """Import in a child; what it reported, and how it ended if not by itself."""
    home = tempfile.mkdtemp(prefix="import-check-")
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _run_child(job, modules, Path(home), write_end)
    os.close(write_end)
    try:
        text, in_time = read_until(read_end, deadline)
        if not in_time:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)  # whatever the import has started
        found = dict(json.loads(line) for line in text.splitlines() if line.endswith("]"))
        said = ending("the import", status, in_time=in_time, seconds=float(job["seconds"]))
        return found, said
    finally:
        os.close(read_end)
        shutil.rmtree(home, ignore_errors=True)


def read_until(descriptor: int, deadline: float) -> tuple[str, bool]:
    """Everything up to the end of the pipe; False where the deadline came first."""
    chunks: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select([descriptor], [], [], left)
        if ready:
            chunk = os.read(descriptor, CHUNK)
            if not chunk:
                return b"".join(chunks).decode(errors="replace"), True
            chunks.append(chunk)
    return b"".join(chunks).decode(errors="replace"), False


def ending(what: str, status: int, *, in_time: bool, seconds: float) -> str:
    """How a child ended that did not end by itself."""
    if not in_time:
        return f"{what} did not end within {seconds:g} s"
    if os.WIFSIGNALED(status):
        return f"{what} ended the process with {signal.Signals(os.WTERMSIG(status)).name}"
    return f"{what} ended the process with exit code {os.WEXITSTATUS(status)}"


def _run_child(job: dict[str, Any], modules: list[str], home: Path, descriptor: int) -> None:
    """Never returns: nothing of the worker may run in the child after the imports."""
    try:
        os.setsid()
        limit(job)
        gc.disable()  # classes are made and kept: nothing to collect in so short a life
        os.environ.clear()
        os.environ.update(job["environment"], HOME=str(home), TMPDIR=str(home))
        tempfile.tempdir = str(home)
        folder = os.path.realpath(job["folder"])
        os.chdir(folder)
        sys.path.insert(0, folder)
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for the child's life
        sys.dont_write_bytecode = True
        importlib.invalidate_caches()
        with os.fdopen(descriptor, "w", encoding="utf-8") as report:
            for name, error in _import(modules, folder):
                _say(report, [name, error])
    finally:
        os._exit(0)


def _say(report: IO[str], line: list[str | None]) -> None:
    report.write(json.dumps(line) + "\n")
    report.flush()  # the next module may end the process


def _import(modules: list[str], folder: str) -> Iterator[tuple[str, str | None]]:
    for name in modules:
        try:
            importlib.import_module(name)
        except BaseException as error:  # noqa: BLE001 - foreign code: also SystemExit is an answer
            yield name, _described(error, folder)
        else:
            yield name, None


def _described(error: BaseException, folder: str) -> str:
    """The error with the last place of it that is below the folder."""
    text = f"{type(error).__name__}: {error}".strip()[:MAX_ERROR]
    if isinstance(error, SyntaxError) and error.filename:
        place = f"{_below(error.filename, folder)}, line {error.lineno}"
        return f"{type(error).__name__}: {error.msg} ({place})"
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if os.path.realpath(f.filename).startswith(folder + os.sep)]
    if not inside:
        return text
    return f"{text} ({_below(inside[-1].filename, folder)}, line {inside[-1].lineno})"


def _below(path: str, folder: str) -> str:
    return os.path.relpath(os.path.realpath(path), folder)


def limit(job: dict[str, Any], *, file_bytes: int = MAX_FILE_BYTES) -> None:
    """CPU, memory beyond what is loaded already, open files, file sizes; no core dump."""
    seconds = max(int(float(job["seconds"])), 1)
    _set_limit(resource.RLIMIT_CPU, seconds)
    _set_limit(resource.RLIMIT_CORE, 0)
    _set_limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    _set_limit(resource.RLIMIT_FSIZE, file_bytes)
    loaded = _address_space()
    if loaded is not None:
        _set_limit(resource.RLIMIT_AS, loaded + int(job["memory_bytes"]))


def _set_limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))


def _address_space() -> int | None:
    """Bytes of address space in use; None where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()


if __name__ == "__main__":
    main()
