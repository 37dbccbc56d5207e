"""What may be asked of the metrics, and what is refused before it reaches the reader."""

from datetime import date
from typing import cast

import pytest

from application.metrics_queries import MetricsQueries
from domain.errors import InvalidPeriodError
from domain.metrics import AggregatedMetrics, Period


class Asked:
    """A reader that remembers the question."""

    def __init__(self) -> None:
        self.questions: list[tuple[object, ...]] = []

    def aggregated(
        self, period: Period, start: date | None = None, end: date | None = None
    ) -> list[AggregatedMetrics]:
        self.questions.append((period, start, end))
        return []


def test_a_question_reaches_the_reader_as_it_is() -> None:
    reader = Asked()

    assert MetricsQueries(reader).aggregated("weekly", date(2026, 1, 1), date(2026, 1, 1)) == []

    assert reader.questions == [("weekly", date(2026, 1, 1), date(2026, 1, 1))]


def test_an_unknown_period_is_named_and_refused() -> None:
    reader = Asked()

    with pytest.raises(InvalidPeriodError, match="no period named 'hourly'; known: daily"):
        MetricsQueries(reader).aggregated(cast("Period", "hourly"))

    assert reader.questions == []


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    reader = Asked()

    with pytest.raises(InvalidPeriodError, match="ends"):
        MetricsQueries(reader).aggregated("daily", date(2026, 1, 2), date(2026, 1, 1))

    assert reader.questions == []
