"""`python -m benchmarks [NAME]`: run every `bench_*.py`, or the one of that name."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run them one after the other, each in a process of its own; 1 if one of them failed."""
    known = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    wanted = sys.argv[1:] or known
    unknown = [name for name in wanted if name not in known]
    if unknown:
        sys.stderr.write(f"no benchmark named {unknown[0]!r}; known: {', '.join(known)}\n")
        return 2
    failed = [
        name
        for name in wanted
        if subprocess.run(
            [sys.executable, "-m", f"benchmarks.bench_{name}"], check=False
        ).returncode
    ]
    if failed:
        sys.stderr.write(f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
