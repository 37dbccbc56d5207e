"""A process that projects for the crash tests, in small pages, until it is killed or done.

Usage: python -m tests.projections.crash_projector DATA_DIR
"""

import sys
from pathlib import Path

from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from projections import page
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.set_aside import ProjectionErrors


def main() -> None:
    """Feed the recognition cache up to the end of the log."""
    folder = Path(sys.argv[1])
    page.PAGE = 5
    log = SQLiteEventLog(folder / "events.db")
    errors = ProjectionErrors(folder / "projection_errors.db")
    projector = Projector(log, [RecognitionCache(folder / "recognition_cache.db")], errors=errors)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    projector.catch_up()
    projector.close()
    log.close()


if __name__ == "__main__":
    main()
