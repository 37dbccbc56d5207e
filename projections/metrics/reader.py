"""Reads the published metrics: the file that is replaced whole, so reading never waits."""

import threading
from datetime import date
from pathlib import Path

from domain.errors import CorruptStoreError
from domain.metrics import AggregatedMetrics, Period

_QUERY = "FROM aggregated_metrics(?, first_day := ?::DATE, last_day := ?::DATE)"


class DuckDBMetricsReader:
    """`application/ports/metrics_reader.py` over `metrics.duckdb`; thread-safe.

    The file is opened anew for every question: an open connection would keep the old one.
    """

    def __init__(self, published: Path) -> None:
        self._published = published
        self._lock = threading.Lock()  # DuckDB shares what is open in a process, old files too

    def aggregated(
        self, period: Period, start: date | None = None, end: date | None = None
    ) -> list[AggregatedMetrics]:
        """The periods that overlap `start` to `end`, oldest first; nothing published yet: none."""
        import duckdb  # noqa: PLC0415 - costs a quarter of a second; other commands do without it

        if not self._published.exists():
            return []
        try:
            with self._lock, duckdb.connect(self._published, read_only=True) as db:
                found = db.execute(_QUERY, [period, start, end])
                names = [column[0] for column in found.description]
                rows = found.fetchall()
        except duckdb.Error as error:
            raise CorruptStoreError(
                f"{self._published} cannot be read: {str(error).splitlines()[0]}",
                hint="delete it; the next command makes it anew",
            ) from error
        return [
            AggregatedMetrics.model_validate(dict(zip(names, row, strict=True))) for row in rows
        ]
