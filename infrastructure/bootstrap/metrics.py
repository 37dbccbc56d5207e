"""Metrics as a kernel and an analyst ask for them."""

from datetime import date

from domain.events import GenerationRecorded
from domain.metrics import AggregatedMetrics, PerformanceMetrics, Period
from infrastructure.bootstrap.stores import Stores


class Metrics:
    """Recording and reading metrics; reading sees everything that was recorded before."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def record(self, metrics: PerformanceMetrics, *, tests_run: bool = True) -> None:
        """Record a generation that the caller did by itself."""
        self._stores.journal.record(
            GenerationRecorded(metrics=metrics, tests_run=tests_run),
            request_id=metrics.request_id,
        )

    def aggregated(
        self, period: Period, start: date | None = None, end: date | None = None
    ) -> list[AggregatedMetrics]:
        """Days, ISO weeks or months; InvalidPeriodError for another period."""
        from application.metrics_queries import MetricsQueries

        self._stores.publish_metrics()
        return MetricsQueries(self._stores.metrics).aggregated(period, start, end)
