"""Passed and total of each entity: `python -m tests.independent_client [specification.json …]`."""

import sys
import tempfile
from pathlib import Path

from tests.independent_client.run import check_system
from tests.independent_client.schemas import SCHEMAS


def main(arguments: list[str]) -> int:
    """1 when a check fails."""
    failed = False
    for path in [Path(argument) for argument in arguments] or SCHEMAS.values():
        with tempfile.TemporaryDirectory() as folder:
            report = check_system(path, Path(folder))
        failed = failed or bool(report.failures or report.broken)
        sys.stdout.write(f"{path.stem}\n{report}\n\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
