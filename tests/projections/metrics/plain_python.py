"""The same aggregates in plain Python, by another way than the SQL: the judge of the views."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, timedelta
from fractions import Fraction

from domain.metrics import AggregatedMetrics, PerformanceMetrics, Period


def _bounds(period: Period, day: date) -> tuple[date, date]:
    if period == "daily":
        return day, day
    if period == "weekly":
        year, week, _ = day.isocalendar()
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last)


def aggregate(
    period: Period, metrics: Iterable[PerformanceMetrics], *, tokens: int, seconds: float
) -> list[AggregatedMetrics]:
    """Every period from the first to the last, exact until the last division."""
    groups: dict[tuple[date, date], list[PerformanceMetrics]] = defaultdict(list)
    for each in metrics:
        groups[_bounds(period, each.timestamp.astimezone(UTC).date())].append(each)
    if not groups:
        return []
    rows = []
    day, last = min(groups)[0], max(groups)[1]
    while day <= last:
        bounds = _bounds(period, day)
        rows.append(_row(period, bounds, groups.get(bounds, []), tokens, seconds))
        day = bounds[1] + timedelta(days=1)
    return rows


def _row(
    period: Period,
    bounds: tuple[date, date],
    group: list[PerformanceMetrics],
    tokens: int,
    seconds: float,
) -> AggregatedMetrics:
    def mean(values: Iterable[float]) -> Fraction | None:
        return sum(map(Fraction, values), Fraction(0)) / len(group) if group else None

    def reduction(used: Fraction | None, baseline: float) -> float | None:
        if used is None or not baseline:
            return None
        return float(100 * (Fraction(baseline) - used) / Fraction(baseline))

    def number(value: Fraction | None) -> float | None:
        return None if value is None else float(value)

    time_used = mean(each.total_time for each in group)
    tokens_used = mean(each.total_tokens for each in group)
    return AggregatedMetrics(
        period=period,
        start_date=bounds[0],
        end_date=bounds[1],
        total_requests=len(group),
        avg_total_time=number(time_used),
        avg_tokens=number(tokens_used),
        cache_hit_rate=number(mean(each.cache_hit for each in group)),
        template_usage_rate=number(mean(each.template_used for each in group)),
        confident_validation_rate=number(
            mean(
                each.validation_outcome.startswith("confident") and not each.validation_llm_called
                for each in group
            )
        ),
        approval_rate=number(mean(each.approval_granted for each in group)),
        test_pass_rate=number(mean(each.test_passed for each in group)),
        token_reduction_pct=reduction(tokens_used, tokens),
        time_reduction_pct=reduction(time_used, seconds),
    )
