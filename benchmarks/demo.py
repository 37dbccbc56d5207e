"""`make demo`: the main job on real input, in a fresh folder, told as it happens.

Builds one system from the closed-form requests of tests/data/requests.txt and one from the Chinook
schema, runs the tests that came with them, asks the same requests again and shows what was saved.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
DEMO = ROOT / "baes-demo"
console = Console(highlight=False)


def main() -> int:
    """Run the demo; returns the exit code of the first step that failed."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as requests:
        requests.write("\n".join(closed_forms()))
        requests.flush()
        typed: list[str | Path] = ["build", "--file", requests.name, "--out", DEMO / "requests"]
        steps: list[tuple[str, list[str | Path]]] = [
            ("Typed requests become one system", [*typed, "--test"]),
            (
                "The tables of a real database become another one",
                ["build", "--spec", DATA / "chinook.json", "--out", DEMO / "chinook", "--test"],
            ),
            ("The same requests again: answered from the cache", typed),
            ("What that saved", ["metrics", "summary"]),
        ]
        for title, arguments in steps:
            console.rule(f"[bold]{title}", align="left")
            code = baes_opt(*arguments)
            if code:
                return code
    where = DEMO.relative_to(ROOT)
    console.print(
        f"\nThe systems are in {where}/requests and {where}/chinook, the stores in {where}/data.\n"
        f"To look at one, in two terminals:\n"
        f"  cd {where}/chinook && ../../.venv/bin/uvicorn app.main:app\n"
        f"  cd {where}/chinook && ../../.venv/bin/streamlit run ui/app.py"
    )
    return 0


def closed_forms() -> list[str]:
    """The requests of requests.txt above its second comment: they need no model."""
    lines = (DATA / "requests.txt").read_text(encoding="utf-8").splitlines()
    second = [number for number, line in enumerate(lines) if line.startswith("#")][1]
    return lines[1:second]


def baes_opt(*arguments: str | Path) -> int:
    """Run the program as a person would, its stores in the demo's folder."""
    program = Path(sys.executable).with_name("baes-opt")
    env = os.environ | {"BAES_DATA_DIR": str(DEMO / "data")}
    return subprocess.run(
        [program, *map(str, arguments)], env=env, cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
