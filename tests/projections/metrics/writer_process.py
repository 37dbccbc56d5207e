"""A process that projects and publishes until it is done or killed; run by the crash test."""

import sys
from pathlib import Path

from projections.metrics_duckdb import MetricsDuckDB
from projections.metrics_log import MetricsLog
from tests.projections.metrics.events import generations, measured

TOTAL, SIZE = 200, 7


def main(folder: Path) -> None:
    """Go on behind the stored positions, as a projector does."""
    for projection in (MetricsDuckDB(folder), MetricsLog(folder / "logs")):
        print("started", flush=True)  # noqa: T201 - the test waits for it
        while (stored := projection.position()) < TOTAL:
            first = max(0, stored - 3)  # some are delivered again
            last = min(first + SIZE, TOTAL)
            metrics = [measured(number, total_time=0.1) for number in range(first + 1, last + 1)]
            projection.apply(generations(metrics, after=first), scanned=last)
            if isinstance(projection, MetricsDuckDB):
                projection.publish(now=True)
        projection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
