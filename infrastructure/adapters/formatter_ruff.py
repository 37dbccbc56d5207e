"""Formats Python with ruff: imports sorted, unused ones removed, then `ruff format`.

One batch is two runs of the program whatever its size. The settings are given on its command line
and those of the user are ignored, so that the same text gives the same bytes everywhere.
"""

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # the package has no types

from domain.errors import UnreadableCodeError

LINE_LENGTH = 100
_COMMON = ("--isolated", "--no-cache", "--line-length=100", "--target-version=py311")
_FIX = (
    "check",
    "--select=I,F401",
    "--fix",
    "--exit-zero",
    "--quiet",
    '--config=lint.isort.known-first-party=["app", "ui", "tests"]',
    *_COMMON,
)
_FORMAT = ("format", *_COMMON)


class RuffFormatter:
    """Runs the ruff that is installed with this service."""

    def __init__(self) -> None:
        self._ruff = find_ruff_bin()

    def format(self, files: Mapping[str, str]) -> dict[str, str]:
        """As the port says."""
        python = {path: text for path, text in files.items() if path.endswith(".py")}
        if not python:
            return dict(files)
        with tempfile.TemporaryDirectory(prefix="baes-") as folder:
            # Flat names: a folder named `build` or `venv` would be skipped.
            names = {path: Path(folder) / f"f{i}.py" for i, path in enumerate(python)}
            for path, text in python.items():
                target = names[path]
                if path.endswith("/__init__.py"):
                    target = names[path] = target.with_name(f"{target.stem}") / "__init__.py"
                    target.parent.mkdir()
                target.write_text(text, encoding="utf-8")
            self._run(_FIX, folder, names)
            self._run(_FORMAT, folder, names)
            formatted = {p: n.read_text(encoding="utf-8") for p, n in names.items()}
        return {path: formatted.get(path, text) for path, text in files.items()}

    def _run(self, arguments: Sequence[str], folder: str, names: Mapping[str, Path]) -> None:
        done = subprocess.run(  # noqa: S603 - our own program, our own arguments
            [self._ruff, *arguments, folder], capture_output=True, text=True, check=False
        )
        if done.returncode:
            reason = done.stderr.strip().splitlines()[0] if done.stderr.strip() else "ruff failed"
            for path, name in names.items():
                reason = reason.replace(str(name), path)
            raise UnreadableCodeError(reason, 1, 1)
