"""Where aggregated metrics are read."""

from datetime import date
from typing import Protocol

from domain.metrics import AggregatedMetrics, Period


class MetricsReader(Protocol):
    """A read model that lags behind the log by seconds at most. Thread-safe."""

    def aggregated(
        self, period: Period, start: date | None = None, end: date | None = None
    ) -> list[AggregatedMetrics]:
        """One value a period that overlaps `start` to `end` (inclusive, None: open), oldest first.

        From the first to the last generation, the empty periods between them included.
        CorruptStoreError where what is there cannot be read.
        """
        ...
