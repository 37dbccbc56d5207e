"""Running a generated system to see whether it works, apart from this process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not work, and the file that it shows in."""

    path: str  # POSIX, below the folder of the system; empty where it is not known
    reason: str


class CaseRun(Protocol):
    """Runs all that a system is. Thread-safe."""

    def run(self, files: Mapping[str, str]) -> list[Problem]:
        """Its SQL twice, every page of its user interface, its tests; nothing where all is well.

        Never raises for what the code does.
        """
        ...
