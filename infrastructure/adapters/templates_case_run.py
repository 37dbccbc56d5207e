"""Runs a generated system in a folder that is gone afterwards: SQL, pages, tests.

Each is tried by a small module that is put beside the system and imported by the import check: in
its process, where the libraries are loaded already, with its limits and its bare environment.
"""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from application.ports.import_check import ImportCheck
from application.ports.template_cases import Problem
from infrastructure.adapters import (
    templates_pages_probe,
    templates_sql_probe,
    templates_tests_probe,
)

PROBES = (templates_sql_probe, templates_pages_probe, templates_tests_probe)
MAX_REASON = 300


class TemplateCaseRun:
    """The port `CaseRun`."""

    def __init__(self, imports: ImportCheck) -> None:
        self._imports = imports

    def run(self, files: Mapping[str, str]) -> list[Problem]:
        """As the port says."""
        with tempfile.TemporaryDirectory(prefix="baes-case-") as name:
            folder = Path(name).resolve()
            for path, text in files.items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            return [found for probe in PROBES for found in self._try(probe, folder)]

    def _try(self, probe: ModuleType, folder: Path) -> Iterator[Problem]:
        """In a child of its own: no probe sees what another one has imported."""
        text = Path(str(probe.__file__)).read_text(encoding="utf-8")
        (folder / f"{probe.NAME}.py").write_text(text, encoding="utf-8")
        problem = self._imports.check(folder, [probe.NAME])[probe.NAME]
        if problem:
            path, _, reason = _split(problem)
            yield Problem(path, _one_line(reason))


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


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MAX_REASON]
