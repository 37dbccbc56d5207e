"""What the end-to-end tests share."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.program import BaesOpt, Ran


@pytest.fixture
def baes_opt(tmp_path: Path) -> BaesOpt:
    """Runs `baes-opt` in an empty folder with its stores there."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("BAES_")}
    env |= {"PYTHONDONTWRITEBYTECODE": "1", "BAES_DATA_DIR": str(tmp_path / "baes-data")}
    program = Path(sys.executable).with_name("baes-opt")

    def run(
        *arguments: str | Path,
        settings: dict[str, str] | None = None,
        limits: dict[int, tuple[int, int]] | None = None,
    ) -> Ran:
        def limit() -> None:
            for name, values in (limits or {}).items():
                resource.setrlimit(name, values)

        done = subprocess.run(
            [program, *map(str, arguments)],
            cwd=tmp_path,
            env=env | (settings or {}),
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
            preexec_fn=limit if limits else None,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
