"""Runs the tests of a generated system. Imported beside the system, on its own.

In the process of the import check the libraries are loaded already: that is most of the time that
the tests of a small system take.
"""

import os
from pathlib import Path
from typing import Any

NAME = "baes_tests_probe"


class Failures:
    """A plugin of pytest: what failed first, and how much ran."""

    def __init__(self) -> None:
        self.first = ""
        self.ran = 0

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Called for the set-up, the call and the end of each test."""
        self.ran += report.when == "call"
        if report.failed:
            path, _, test = report.nodeid.partition("::")
            self._note(path, f"{test}: {_gist(report)}")

    def pytest_collectreport(self, report: Any) -> None:
        """Called for each file that was looked at."""
        if report.failed:
            self._note(report.nodeid, _gist(report))

    def _note(self, path: str, reason: str) -> None:
        self.first = self.first or f"{path}|{reason}"


def _gist(report: Any) -> str:
    """The line of a report that says what went wrong."""
    lines = str(report.longreprtext).splitlines()
    wrong = [line[1:].strip() for line in lines if line.startswith("E ")]
    return (wrong or lines or ["it failed"])[0]


def main(folder: Path) -> None:
    """AssertionError with path and reason for the first test that does not hold."""
    import pytest  # noqa: PLC0415 - the process that imports this as a library needs none

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    failures = Failures()
    own = ["-c", str(folder / "pyproject.toml")] if (folder / "pyproject.toml").is_file() else []
    code = pytest.main(
        [
            *("-q", "-p", "no:cacheprovider", "--tb=short", "--rootdir", str(folder)),
            *("--confcutdir", str(folder), *own, str(folder / "tests")),
        ],
        plugins=[failures],
    )
    if code or not failures.ran:
        said = failures.first or f"tests|pytest ended with exit code {int(code)}"
        raise AssertionError(said)


if __name__ == NAME:
    main(Path.cwd())
