"""How long does a command take to start? `make bench ONLY=startup`.

The whole process, from the shell's point of view, in turn with a bare interpreter: `--version`, and
`recognize` of a request that is cached. Expected: under 150 and 400 ms; most of the second is the
import of what opens the log and the cache.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import measure, report

PROGRAM = Path(sys.executable).parent / "baes-opt"
REQUEST = "create student with name and age"


def seconds(*command: str | Path) -> Callable[[], float]:
    """A round: milliseconds of one run."""

    def round_() -> float:
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return (time.perf_counter() - started) * 1000

    return round_


def main() -> None:
    """Print the table and keep the figures."""
    bare = seconds(sys.executable, "-c", "pass")
    with tempfile.TemporaryDirectory() as folder:
        cached = seconds(PROGRAM, "recognize", REQUEST, "--data-dir", Path(folder) / "data")
        cached()
        cached()
        figures = [
            measure(
                f"start-up: {name}",
                run,
                bare,
                unit="ms",
                rounds=11,
                higher_is_better=False,
                at_most=limit,
            )
            for name, run, limit in (
                ("baes-opt --version", seconds(PROGRAM, "--version"), 150),
                ("baes-opt recognize, cached", cached, 400),
            )
        ]
    report("Start-up", figures)


if __name__ == "__main__":
    main()
