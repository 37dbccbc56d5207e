"""Rows arrive as they were, over either way, and what does not fit its column is refused."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings

from domain.metrics import PerformanceMetrics
from projections.metrics import schema
from projections.metrics.load import insert, prepared
from projections.metrics.rows import HANDLED, rows_of
from projections.metrics.tables import GENERATION, TABLES
from tests.examples import EXAMPLES
from tests.projections.metrics.events import any_metrics, generations, recorded

JSON, ARROW = 10**9, 0


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        schema.create(connection, "metrics", 1)
        yield connection


def stored(arrow_from: int, batch_metrics: list[PerformanceMetrics]) -> list[tuple[object, ...]]:
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        schema.create(connection, "metrics", 1)
        insert(connection, prepared(rows_of(generations(batch_metrics)), arrow_from=arrow_from))
        return connection.execute("FROM generation ORDER BY position").fetchall()


@settings(max_examples=10)
@given(any_metrics(max_size=20))
def test_json_and_arrow_store_the_same_and_what_was_given(
    metrics: list[PerformanceMetrics],
) -> None:
    by_json, by_arrow = stored(JSON, metrics), stored(ARROW, metrics)

    assert by_json == by_arrow
    names = [column.name for column in GENERATION.columns]
    for row, each in zip(by_json, metrics, strict=True):
        found = dict(zip(names, row, strict=True))
        assert {name: found[name] for name in each.model_dump()} == each.model_dump()


def test_every_handled_event_becomes_rows_of_the_right_width() -> None:
    batch = recorded(event for event in EXAMPLES if type(event) in HANDLED)
    assert {type(each.event) for each in batch} == HANDLED

    found = rows_of(batch).tables

    assert set(found) == set(TABLES)
    for table, rows in found.items():
        columns = table.own if rows.events else table.columns
        assert {len(row) for row in rows.values} == {len(columns)}


def test_every_example_is_stored_alike_over_either_way() -> None:
    found = []
    for arrow_from in (JSON, ARROW):
        with duckdb.connect(":memory:") as db:
            db.execute("SET TimeZone = 'UTC'")
            schema.create(db, "metrics", 1)
            insert(db, prepared(rows_of(recorded([*EXAMPLES, *EXAMPLES])), arrow_from=arrow_from))
            found.append([db.execute(f"FROM {table.name}").fetchall() for table in TABLES])

    assert found[0] == found[1]
    assert all(found[0])


@pytest.mark.parametrize("arrow_from", [JSON, ARROW])
def test_a_value_that_does_not_fit_is_refused_and_not_stored_as_null(
    db: duckdb.DuckDBPyConnection, arrow_from: int
) -> None:
    batch = rows_of(generations([_ANY]))
    [row] = batch.tables[GENERATION].values
    at = [column.name for column in GENERATION.columns].index("total_tokens")
    batch.tables[GENERATION].values[0] = (*row[:at], 2**70, *row[at + 1 :])

    with pytest.raises(duckdb.Error):
        insert(db, prepared(batch, arrow_from=arrow_from))

    assert db.execute("FROM generation").fetchall() == []


_ANY = PerformanceMetrics.model_validate(
    next(e for e in EXAMPLES if hasattr(e, "metrics")).metrics.model_dump()
)
