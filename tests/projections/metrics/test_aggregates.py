"""Every aggregate of the views equals an independent computation in plain Python."""

import math
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.events import GenerationRecorded
from domain.metrics import AggregatedMetrics, PerformanceMetrics, Period
from projections.metrics.reader import DuckDBMetricsReader
from projections.metrics_duckdb import PUBLISHED_FILE, MetricsDuckDB
from tests.projections.metrics.events import any_metrics, generations, measured, recorded
from tests.projections.metrics.plain_python import aggregate

PERIODS: tuple[Period, ...] = ("daily", "weekly", "monthly")


def project(
    folder: Path, metrics: list[PerformanceMetrics], *, tokens: int = 8000, seconds: float = 40.0
) -> DuckDBMetricsReader:
    projection = MetricsDuckDB(folder, baseline_tokens=tokens, baseline_seconds=seconds)
    for start in range(0, len(metrics), 7):
        batch = generations(metrics[start : start + 7], after=start)
        projection.apply(batch, scanned=start + len(batch))
    projection.publish(now=True)
    projection.close()
    return DuckDBMetricsReader(folder / PUBLISHED_FILE)


def same(found: AggregatedMetrics, expected: AggregatedMetrics) -> bool:
    def close(mine: object, theirs: object) -> bool:
        if isinstance(mine, float) and isinstance(theirs, float):
            return math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-9)
        return mine == theirs

    pairs = zip(found, expected, strict=True)
    return all(name == of and close(mine, theirs) for (name, mine), (of, theirs) in pairs)


@settings(max_examples=15)
@given(
    metrics=any_metrics(),
    tokens=st.sampled_from([8000, 1, 0]),
    seconds=st.sampled_from([40.0, 0.5, 0.0]),
)
def test_every_aggregate_equals_plain_python(
    metrics: list[PerformanceMetrics], tokens: int, seconds: float
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = project(Path(folder), metrics, tokens=tokens, seconds=seconds)

        for period in PERIODS:
            found = reader.aggregated(period)
            expected = aggregate(period, metrics, tokens=tokens, seconds=seconds)
            assert len(found) == len(expected)
            for mine, theirs in zip(found, expected, strict=True):
                assert same(mine, theirs), (mine, theirs)


def test_an_iso_week_belongs_to_the_year_of_its_thursday(tmp_path: Path) -> None:
    days = [datetime(2024, 12, 30, tzinfo=UTC), datetime(2025, 1, 5, 23, 59, tzinfo=UTC)]

    [week] = project(tmp_path, [measured(timestamp=day) for day in days]).aggregated("weekly")

    assert (week.start_date, week.end_date) == (date(2024, 12, 30), date(2025, 1, 5))
    assert week.total_requests == 2


def test_a_leap_day_is_in_february(tmp_path: Path) -> None:
    days = [datetime(2024, 2, 29, 12, tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC)]

    months = project(tmp_path, [measured(timestamp=day) for day in days]).aggregated("monthly")

    assert [(each.end_date, each.total_requests) for each in months] == [
        (date(2024, 2, 29), 1),
        (date(2024, 3, 31), 1),
    ]


def test_an_empty_period_has_no_rates(tmp_path: Path) -> None:
    days = [datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)]

    found = project(tmp_path, [measured(timestamp=day) for day in days]).aggregated("daily")

    assert [each.total_requests for each in found] == [1, 0, 1]
    empty = found[1].model_dump(exclude={"period", "start_date", "end_date", "total_requests"})
    assert set(empty.values()) == {None}


def test_known_answers(tmp_path: Path) -> None:
    metrics = [
        measured(1, total_time=10, total_tokens=0, cache_hit=True),
        measured(2, total_time=30, total_tokens=4000, validation_outcome="uncertain"),
        measured(3, total_time=2, total_tokens=0, validation_llm_called=True, test_passed=False),
        measured(4, total_time=6, total_tokens=800, template_used=False, approval_granted=False),
    ]

    [day] = project(tmp_path, metrics).aggregated("daily")

    assert day == AggregatedMetrics(
        period="daily",
        start_date=date(2026, 1, 1),
        end_date=date(2026, 1, 1),
        total_requests=4,
        avg_total_time=12.0,
        avg_tokens=1200.0,
        cache_hit_rate=0.25,
        template_usage_rate=0.75,
        confident_validation_rate=0.5,
        approval_rate=0.75,
        test_pass_rate=0.75,
        token_reduction_pct=85.0,
        time_reduction_pct=70.0,
    )


def test_generations_whose_tests_were_not_run_say_nothing_about_tests(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path)
    run = GenerationRecorded(metrics=measured(1, test_passed=True))
    not_run = GenerationRecorded(metrics=measured(2, test_passed=False), tests_run=False)

    projection.apply(recorded([run, not_run]), scanned=2)
    projection.close()

    [day] = DuckDBMetricsReader(tmp_path / PUBLISHED_FILE).aggregated("daily")
    assert (day.total_requests, day.test_pass_rate) == (2, 1.0)


def test_a_range_takes_the_whole_periods_that_it_touches(tmp_path: Path) -> None:
    days = [datetime(2026, month, 15, tzinfo=UTC) for month in (1, 2, 3)]
    reader = project(tmp_path, [measured(timestamp=day) for day in days])

    months = reader.aggregated("monthly", date(2026, 1, 31), date(2026, 2, 1))

    assert [each.start_date.month for each in months] == [1, 2]
    assert [each.total_requests for each in months] == [1, 1]


def test_the_macro_and_the_view_say_the_same_and_attach_like_any_database(tmp_path: Path) -> None:
    project(tmp_path, [measured(number) for number in range(1, 10)])

    with duckdb.connect(":memory:") as db:
        db.execute(f"ATTACH '{tmp_path / PUBLISHED_FILE}' AS metrics (READ_ONLY)")
        view = db.execute("FROM metrics.aggregated_metrics WHERE period = 'weekly'").fetchall()
        db.execute("USE metrics")
        macro = db.execute("FROM aggregated_metrics('weekly')").fetchall()

    assert view == macro
    assert len(view) == 1


def test_every_table_view_and_column_says_what_it_means(tmp_path: Path) -> None:
    project(tmp_path, [measured()])

    with duckdb.connect(tmp_path / PUBLISHED_FILE, read_only=True) as db:
        bare = db.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal "
            "AND comment IS NULL UNION ALL SELECT table_name, '' FROM duckdb_tables() "
            "WHERE NOT internal AND comment IS NULL UNION ALL SELECT view_name, '' "
            "FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
        ).fetchall()

    assert bare == []


def test_the_view_has_exactly_the_fields_of_the_model(tmp_path: Path) -> None:
    project(tmp_path, [measured()])

    with duckdb.connect(tmp_path / PUBLISHED_FILE, read_only=True) as db:
        found = [column[0] for column in db.execute("FROM aggregated_metrics").description]
        measured_columns = [column[0] for column in db.execute("FROM generation").description]

    assert found == list(AggregatedMetrics.model_fields)
    assert set(PerformanceMetrics.model_fields) <= set(measured_columns)
