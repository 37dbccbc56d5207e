"""Running the tests of a generated system, apart from this process."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One test file; `failures` begin with the test's name. Skipped tests count as neither."""

    path: str  # below the folder, POSIX
    passed: int
    failed: int
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuiteOutcome:
    """All test files that were run; `problem` says why a run is not complete."""

    files: tuple[FileOutcome, ...]
    seconds: float
    problem: str | None = None

    @property
    def passed(self) -> int:
        """Tests that held."""
        return sum(file.passed for file in self.files)

    @property
    def failed(self) -> int:
        """Tests that did not hold, or could not run."""
        return sum(file.failed for file in self.files)

    @property
    def ok(self) -> bool:
        """Something ran, all of it held, nothing is missing."""
        return self.problem is None and self.failed == 0 and self.passed > 0


class GeneratedTests(Protocol):
    """Runs pytest in a folder. Thread-safe."""

    def run(self, folder: Path, files: Sequence[str] = ()) -> SuiteOutcome:
        """All tests of the folder, or those files. What goes wrong is in the outcome."""
        ...
