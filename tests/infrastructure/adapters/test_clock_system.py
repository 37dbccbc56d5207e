from datetime import UTC

from application.ports.clock import Clock
from infrastructure.adapters.clock_system import SystemClock

CLOCK: Clock = SystemClock()


def test_ids_are_version_7_and_sort_by_the_time_they_were_made() -> None:
    ids = [CLOCK.new_id() for _ in range(1000)]

    assert ids == sorted(ids)
    assert len(set(ids)) == 1000
    assert {made.version for made in ids} == {7}


def test_the_time_is_utc() -> None:
    assert CLOCK.now().tzinfo is UTC


def test_elapsed_time_never_runs_backwards() -> None:
    readings = [CLOCK.elapsed() for _ in range(1000)]

    assert readings == sorted(readings)
