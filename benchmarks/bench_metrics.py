"""How fast do facts become metrics, and what does the daily state save a question?

Run `make bench ONLY=metrics`. Expected: projecting in batches of 1,000 reaches at least half of an
Arrow append of the same rows into the same table, without rows to make, sums to keep and a position
to move; the aggregated
view over a million generations answers in at most 10 ms, where the facts themselves take many
times as long; publishing twenty generations takes less than 0.1 s.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import duckdb

from benchmarks.harness import Figure, measure, report
from domain.events import GenerationRecorded, Recorded
from domain.metrics import PerformanceMetrics
from projections.metrics import daily, schema
from projections.metrics.load import insert, prepared
from projections.metrics.rows import rows_of
from projections.metrics_duckdb import MetricsDuckDB

BATCH, BATCHES = 1_000, 20
MILLION = 1_000_000
DAYS = 730
START = datetime(2025, 1, 1, tzinfo=UTC)
STEPS = ("total", "recognition", "backend", "database", "frontend", "test", "validation")

FROM_FACTS = """
SELECT date_trunc('week', day), count(*), avg(total_time), avg(total_tokens),
    avg(cache_hit::INT), avg(template_used::INT),
    avg((validation_outcome <> 'uncertain' AND NOT validation_llm_called)::INT),
    avg(approval_granted::INT), avg(test_passed::INT)
FROM generation GROUP BY 1 ORDER BY 1
"""
FROM_VIEW = "FROM aggregated_metrics WHERE period = 'weekly'"


def _batch(number: int) -> list[Recorded]:
    return [_recorded(number * BATCH + row + 1) for row in range(BATCH)]


def _recorded(position: int) -> Recorded:
    moment = START + timedelta(seconds=position)
    metrics = PerformanceMetrics.model_validate(
        {f"{step}_time": 0.125 for step in STEPS}
        | {f"{step}_tokens": 0 for step in STEPS}
        | {
            "request_id": f"request-{position}",
            "entity_name": "Order Details",
            "entity_type": "OrderDetail",
            "timestamp": moment,
            "cache_hit": position % 3 == 0,
            "cache_hit_time": 0.000_01,
            "template_used": True,
            "template_id": "backend_model_crud",
            "template_fallback_count": 0,
            "validation_outcome": "confident_approval",
            "validation_llm_called": False,
            "approval_granted": True,
            "test_passed": position % 50 != 0,
            "error_count": 0,
        }
    )
    return Recorded(
        position=position,
        stream=UUID(int=1),
        version=position,
        event_id=UUID(int=position),
        occurred_at=moment,
        request_id=metrics.request_id,
        event=GenerationRecorded(metrics=metrics),
    )


def _projecting(folder: Path, events: list[list[Recorded]]) -> Figure:
    """Both sides append the same rows; the projection also sums them and moves its position."""
    projection = MetricsDuckDB(folder / "projected")
    raw = duckdb.connect(folder / "raw.duckdb", config={"threads": "1", "memory_limit": "128MB"})
    schema.create(raw, "raw", 1)
    rows = [rows_of(batch) for batch in events]
    position = 0

    def project() -> float:
        nonlocal position
        shifted = [[_moved(recorded, position) for recorded in batch] for batch in events]
        started = time.perf_counter()
        for batch in shifted:
            projection.apply(batch, scanned=batch[-1].position)
        seconds = time.perf_counter() - started
        position += BATCH * len(events)
        return BATCH * len(events) / seconds

    def append() -> float:
        started = time.perf_counter()
        for batch in rows:
            raw.execute("BEGIN")
            insert(raw, prepared(batch))
            raw.execute("COMMIT")
        return BATCH * len(rows) / (time.perf_counter() - started)

    project()  # opens the file and imports pyarrow
    append()
    figure = measure(
        "facts projected, 1,000 a batch",
        project,
        append,
        unit="rows/s",
        min_ratio=0.5,
    )
    projection.close()
    raw.close()
    return figure


def _moved(recorded: Recorded, by: int) -> Recorded:
    return Recorded(
        position=recorded.position + by,
        stream=recorded.stream,
        version=recorded.version + by,
        event_id=recorded.event_id,
        occurred_at=recorded.occurred_at,
        request_id=recorded.request_id,
        event=recorded.event,
    )


def _asking(folder: Path) -> list[Figure]:
    db = duckdb.connect(folder / "million.duckdb", config={"threads": "2"})
    schema.create(db, "metrics", 1)
    db.execute("INSERT INTO meta.baseline VALUES (8000, 40)")
    insert(db, prepared(rows_of([_recorded(1)])))
    db.execute(
        f"INSERT INTO generation SELECT kept.* REPLACE (number + 1 AS position, "  # noqa: S608 - numbers
        f"kept.day + (number % {DAYS})::INT AS day, number % 3 = 0 AS cache_hit, "
        f"number % 97 AS total_tokens) FROM generation AS kept, range(1, {MILLION}) AS r (number)"
    )
    db.execute(daily.MERGE)
    db.execute("CHECKPOINT")

    def milliseconds(query: str) -> Callable[[], float]:
        def once() -> float:
            started = time.perf_counter()
            db.execute(query).fetchall()
            return 1000 * (time.perf_counter() - started)

        return once

    figures = [
        measure(
            "weekly aggregates of 1,000,000 generations, view against facts",
            milliseconds(FROM_VIEW),
            milliseconds(FROM_FACTS),
            unit="ms",
            rounds=9,
            at_most=10,
            min_ratio=1,
            higher_is_better=False,
        )
    ]
    db.close()
    return figures


def _publishing(folder: Path) -> Figure:
    projection = MetricsDuckDB(folder / "small")
    events = _batch(0)
    done = 0

    def once() -> float:
        nonlocal done
        projection.apply(events[done : done + 20], scanned=done + 20)
        done += 20
        started = time.perf_counter()
        projection.publish(now=True)
        return 1000 * (time.perf_counter() - started)

    figure = measure(
        "publishing after 20 more generations",
        once,
        unit="ms",
        rounds=9,
        at_most=100,
        higher_is_better=False,
    )
    projection.close()
    return figure


def main() -> None:
    """Measure and report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        events = [_batch(number) for number in range(BATCHES)]
        figures = [_projecting(folder, events), *_asking(folder), _publishing(folder)]
    report("Metrics", figures)


if __name__ == "__main__":
    main()
