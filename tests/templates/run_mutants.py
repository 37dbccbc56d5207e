"""Runs test files of many folders, each in a fork of a process that has imported what they need.

Input: JSON lines {"folder", "tests"}; output: JSON lines {"folder", "code"}, pytest's exit code.
A program of its own, so that forking is safe: it has no threads.
"""

import contextlib
import json
import os
import signal
import sys
from pathlib import Path

import fastapi.testclient  # noqa: F401 - forks find it loaded
import fastapi_offline  # noqa: F401 - the same
import pytest
import sqlalchemy.orm  # noqa: F401 - the same

SECONDS = 120
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "--no-header", "--assert=plain")  # only the code


def run(folder: str, tests: str) -> int:
    """In the fork: pytest's exit code."""
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the fork ends
    with contextlib.redirect_stdout(nowhere):
        code = pytest.main([*OPTIONS, tests])
    return int(code)


def main() -> None:
    """Two at a time."""
    waiting = [json.loads(line) for line in sys.stdin]
    running: dict[int, str] = {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            job = waiting.pop(0)
            child = os.fork()
            if child == 0:
                signal.alarm(SECONDS)  # a mutant that hangs ends as one that fails
                os._exit(run(job["folder"], job["tests"]))
            running[child] = job["folder"]
        child, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        sys.stdout.write(json.dumps({"folder": running.pop(child), "code": code}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
