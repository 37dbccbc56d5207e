"""Runs a generated system in a folder that is gone afterwards: SQL, pages, tests.

SQL and pages are tried by two small modules that are put beside the system and imported by the
import check: in its process, with its limits and its bare environment.
"""

import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from application.ports.generated_tests import GeneratedTests
from application.ports.import_check import ImportCheck
from application.ports.template_cases import Problem
from infrastructure.adapters import templates_pages_probe, templates_sql_probe

PROBES = (templates_sql_probe, templates_pages_probe)
MAX_REASON = 300


class TemplateCaseRun:
    """The port `CaseRun`."""

    def __init__(self, imports: ImportCheck, tests: GeneratedTests) -> None:
        self._imports = imports
        self._tests = tests

    def run(self, files: Mapping[str, str]) -> list[Problem]:
        """As the port says."""
        with tempfile.TemporaryDirectory(prefix="baes-case-") as name:
            folder = Path(name).resolve()
            for path, text in files.items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            with ThreadPoolExecutor(1) as pool:
                testing = pool.submit(self._test, folder)
                found = self._probe(folder)
            return [*found, *testing.result()]

    def _probe(self, folder: Path) -> list[Problem]:
        for probe in PROBES:
            text = Path(str(probe.__file__)).read_text(encoding="utf-8")
            (folder / f"{probe.NAME}.py").write_text(text, encoding="utf-8")
        outcomes = self._imports.check(folder, [probe.NAME for probe in PROBES])
        return [
            Problem(path, _one_line(reason))
            for problem in outcomes.values()
            if problem
            for path, _, reason in [_split(problem)]
        ]

    def _test(self, folder: Path) -> list[Problem]:
        suite = self._tests.run(folder)
        found = [
            Problem(file.path, _one_line(_gist(failure)))
            for file in suite.files
            for failure in file.failures
        ]
        return [*found, *([Problem("", _one_line(suite.problem))] if suite.problem else [])]


def _split(problem: str) -> tuple[str, str, str]:
    """A probe says `AssertionError: path|reason (probe, line)`; anything else has no path.

    >>> _split("AssertionError: schema.sql|no such table: x (baes_sql_probe.py, line 9)")
    ('schema.sql', '|', 'no such table: x')
    >>> _split("MemoryError")
    ('', '', 'MemoryError')
    """
    said = problem.removeprefix("AssertionError: ")
    if said == problem or "|" not in said:
        return "", "", problem
    path, bar, reason = said.partition("|")
    return path, bar, reason.rpartition(" (baes_")[0] or reason


def _gist(failure: str) -> str:
    """The name of a test and the line that says what went wrong."""
    name, _, said = failure.partition(": ")
    wrong = [line[1:].strip() for line in said.splitlines() if line.startswith("E ")]
    return f"{name}: {wrong[0] if wrong else said}"


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MAX_REASON]
