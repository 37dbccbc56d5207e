"""Projectors for the crash tests: each is forked from this warm process, so that it starts at once.

Usage: python -m tests.projections.crash_projector DATA_DIR. A line on stdin forks one, whose
process id is answered; it projects in small pages until it is killed or done.
"""

import os
import signal
import sys
from pathlib import Path

from application.ports.projection import Projection
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from projections import page
from projections.metrics_duckdb import MetricsDuckDB
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.set_aside import ProjectionErrors

SMALL_PAGE = 5


def project(folder: Path) -> None:
    """Feed the recognition cache and the metrics up to the end of the log."""
    log = SQLiteEventLog(folder / "events.db")
    errors = ProjectionErrors(folder / "projection_errors.db")
    models: list[Projection] = [
        RecognitionCache(folder / "recognition_cache.db"),
        MetricsDuckDB(folder),
    ]
    projector = Projector(log, models, errors=errors)
    projector.catch_up()
    projector.close()
    log.close()


def main() -> None:
    """Fork one for each line."""
    import duckdb  # noqa: F401, PLC0415 - what a projector loads when it begins

    folder = Path(sys.argv[1])
    page.PAGE = SMALL_PAGE
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            project(folder)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
