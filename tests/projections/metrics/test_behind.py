"""Batches that are committed while the next one is read: in order, and no failure goes unseen."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import StoreError
from projections.metrics.behind import Behind
from projections.metrics_duckdb import MetricsDuckDB
from tests.projections.metrics.events import generations, measured

BATCH = generations([measured(number) for number in range(1, 1_101)])  # so many go as Arrow
NEXT = generations([measured(number) for number in range(1_101, 2_201)], after=1_100)


@pytest.fixture
def behind() -> Iterator[Behind]:
    one = Behind()
    yield one
    one.close()


def test_the_next_commit_begins_when_the_one_before_has_ended(behind: Behind) -> None:
    may_end, done = threading.Event(), list[str]()

    def first() -> None:
        may_end.wait()
        done.append("first")

    behind.start(first)
    threading.Timer(0.05, may_end.set).start()
    behind.start(lambda: done.append("second"))
    behind.settle()

    assert done == ["first", "second"]


@pytest.mark.parametrize("fault", [StoreError("the disk is full"), ValueError("no such column")])
def test_a_failure_is_told_once_and_the_next_commit_is_not_begun(
    behind: Behind, fault: Exception
) -> None:
    done = list[str]()

    def fail() -> None:
        raise fault

    behind.start(fail)
    with pytest.raises(StoreError, match=str(fault)):
        behind.start(lambda: done.append("second"))

    behind.settle()
    assert done == []


def test_a_side_has_what_was_applied_when_it_is_looked_at(tmp_path: Path) -> None:
    shown = MetricsDuckDB(tmp_path)
    side = shown.side()

    side.apply(BATCH, scanned=1_100)
    side.apply(NEXT, scanned=2_200)
    assert side.position() == 2_200
    side.close()

    again = shown.side()
    assert again.position() == 2_200
    assert shown.replace_by(again)
    assert shown.position() == 2_200
    shown.close()


def test_a_side_that_cannot_be_written_goes_back_to_what_it_has(tmp_path: Path) -> None:
    side = MetricsDuckDB(tmp_path).side()
    side.apply(BATCH[:1], scanned=1)
    with side._state() as state:
        state._db.execute("DROP TABLE generation CASCADE")

    side.apply(BATCH, scanned=1_100)
    with pytest.raises(StoreError, match="generation"):
        side.apply(NEXT, scanned=2_200)

    assert side.position() == 1
    side.close()
