"""What an analyst may ask of the metrics."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from application.ports.metrics_reader import MetricsReader
from domain.errors import InvalidPeriodError
from domain.metrics import AggregatedMetrics, Period


@dataclass(frozen=True, slots=True)
class MetricsQueries:
    """Questions, checked before they reach the reader."""

    reader: MetricsReader

    def aggregated(
        self, period: Period, start: date | None = None, end: date | None = None
    ) -> list[AggregatedMetrics]:
        """Whole days, ISO weeks or months that overlap `start` to `end`, oldest first.

        Raises InvalidPeriodError for another period or a start after the end.
        """
        if period not in get_args(Period):
            raise InvalidPeriodError(f"no period named {period!r}; known: daily, weekly, monthly")
        if start is not None and end is not None and start > end:
            raise InvalidPeriodError(f"the period ends ({end}) before it starts ({start})")
        return self.reader.aggregated(period, start, end)
