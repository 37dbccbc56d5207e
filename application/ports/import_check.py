"""Whether generated Python can be imported: asked of another process, never of this one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class ImportCheck(Protocol):
    """Imports modules of a folder where nothing of ours can be reached. Thread-safe."""

    def warm_up(self) -> None:
        """Begin to load what generated code imports; returns at once. Calling it is optional."""
        ...

    def check(self, folder: Path, modules: Sequence[str]) -> dict[str, str | None]:
        """Each module with None, or with what went wrong ("… (app/main.py, line 3)").

        Never raises for what the code does: a crash, a time-out and a worker that cannot be
        started are texts as well; the latter begin with "not checked: ".
        """
        ...

    def close(self) -> None:
        """End the other process. Closing twice is fine."""
        ...
