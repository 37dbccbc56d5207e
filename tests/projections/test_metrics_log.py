"""One whole line a generation, once, whatever was torn, killed or replayed."""

import json
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import StoreError
from domain.metrics import PerformanceMetrics
from projections.metrics_log import MetricsLog
from tests.examples import EXAMPLES
from tests.projections.metrics.events import any_metrics, generations, measured, recorded

BATCH = generations([measured(number) for number in range(1, 6)])
DAY = "2026-01-01.jsonl"


def lines(folder: Path) -> list[dict[str, object]]:
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.jsonl"))]
    return [json.loads(line) for text in texts for line in text.split("\n")[:-1]]


def positions(folder: Path) -> list[object]:
    return [line["position"] for line in lines(folder)]


def test_a_line_is_the_position_and_the_whole_metrics(tmp_path: Path) -> None:
    MetricsLog(tmp_path).apply(BATCH[:1], scanned=1)

    [line] = lines(tmp_path)
    assert line.pop("position") == 1
    assert PerformanceMetrics.model_validate(line) == measured(1)


def test_other_events_write_no_line_but_move_the_position(tmp_path: Path) -> None:
    log = MetricsLog(tmp_path)

    log.apply(recorded(EXAMPLES), scanned=len(EXAMPLES))

    assert len(lines(tmp_path)) == 1
    assert log.position() == len(EXAMPLES)


def test_each_utc_day_has_its_file(tmp_path: Path) -> None:
    moments = [datetime(2026, 1, 1, 23, 59, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)]

    MetricsLog(tmp_path).apply(
        generations([measured(timestamp=moment) for moment in moments]), scanned=2
    )

    assert sorted(path.name for path in tmp_path.glob("*.jsonl")) == [DAY, "2026-01-02.jsonl"]


def test_a_batch_delivered_twice_is_written_once(tmp_path: Path) -> None:
    MetricsLog(tmp_path).apply(BATCH, scanned=5)
    MetricsLog(tmp_path).apply(BATCH, scanned=5)

    assert positions(tmp_path) == [1, 2, 3, 4, 5]


def test_a_crash_before_the_position_was_stored_doubles_nothing(tmp_path: Path) -> None:
    log = MetricsLog(tmp_path)
    log.apply(BATCH[:2], scanned=2)
    before = (tmp_path / ".position.json").read_bytes()
    log.apply(BATCH, scanned=5)
    (tmp_path / ".position.json").write_bytes(before)

    log.apply(BATCH[2:], scanned=5)

    assert positions(tmp_path) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("lost", ["deleted", b"", b"{", b"[]", b'{"version": 0, "position": 9}'])
def test_without_its_position_the_log_is_read_again_and_nothing_doubled(
    tmp_path: Path, lost: bytes | str
) -> None:
    log = MetricsLog(tmp_path)
    log.apply(BATCH, scanned=5)
    if isinstance(lost, bytes):
        (tmp_path / ".position.json").write_bytes(lost)
    else:
        (tmp_path / ".position.json").unlink()

    assert log.position() == 0
    log.apply(BATCH, scanned=5)

    assert positions(tmp_path) == [1, 2, 3, 4, 5]


def test_a_deleted_folder_is_written_again_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "optimization_metrics"
    MetricsLog(folder).apply(BATCH, scanned=5)
    before = (folder / DAY).read_bytes()
    shutil.rmtree(folder)

    log = MetricsLog(folder)
    assert log.position() == 0
    assert log.restored == "the log of optimization_metrics was missing"
    log.apply(BATCH, scanned=5)
    log.acknowledge()

    assert (folder / DAY).read_bytes() == before
    assert log.position() == 5
    assert log.restored == ""


def test_a_batch_that_does_not_follow_an_emptied_log_is_not_written(tmp_path: Path) -> None:
    log = MetricsLog(tmp_path)
    log.apply(BATCH, scanned=5)
    assert log.position() == 5
    MetricsLog(tmp_path).reset()

    log.apply(generations([measured(6)], after=5), scanned=6)

    assert log.position() == 0
    assert lines(tmp_path) == []


@settings(max_examples=30)
@given(torn=st.binary(max_size=40), cut=st.integers(0, 400))
def test_a_torn_end_is_cut_off_and_written_again(
    torn: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    MetricsLog(folder).apply(BATCH, scanned=5)
    whole = (folder / DAY).read_bytes()
    (folder / DAY).write_bytes(whole[: len(whole) - cut] + torn)
    (folder / ".position.json").unlink()

    MetricsLog(folder).apply(BATCH, scanned=5)

    assert (folder / DAY).read_bytes() == whole


def test_a_line_of_zeros_as_a_power_cut_leaves_it_is_cut_off(tmp_path: Path) -> None:
    MetricsLog(tmp_path).apply(BATCH, scanned=5)
    whole = (tmp_path / DAY).read_bytes()
    (tmp_path / DAY).write_bytes(whole + b"\0" * 200_000 + b"\n")

    MetricsLog(tmp_path).apply(generations([measured(6)], after=5), scanned=6)

    assert positions(tmp_path) == [1, 2, 3, 4, 5, 6]


@settings(max_examples=20)
@given(metrics=any_metrics(), size=st.integers(1, 9))
def test_every_generation_has_one_line_in_the_file_of_its_day(
    metrics: list[PerformanceMetrics], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    log = MetricsLog(folder)
    batch = generations(metrics)
    for start in range(0, len(batch), size):
        log.apply(batch[max(0, start - 2) : start + size], scanned=min(start + size, len(batch)))

    assert sorted(positions(folder), key=str) == sorted(range(1, len(batch) + 1), key=str)
    for path in folder.glob("*.jsonl"):
        of_the_day = path.read_text("utf-8").split("\n")[:-1]
        assert {json.loads(line)["timestamp"][:10] for line in of_the_day} == {path.stem}


def test_reset_and_replay_give_the_same_bytes(tmp_path: Path) -> None:
    log = MetricsLog(tmp_path)
    log.apply(BATCH, scanned=5)
    before = (tmp_path / DAY).read_bytes()
    (tmp_path / "notes.jsonl").write_text("mine\n")

    log.reset()
    assert log.position() == 0
    assert not (tmp_path / DAY).exists()
    log.apply(BATCH, scanned=5)

    assert (tmp_path / DAY).read_bytes() == before
    assert (tmp_path / "notes.jsonl").read_text() == "mine\n"


def test_only_the_owner_may_look(tmp_path: Path) -> None:
    folder = tmp_path / "logs" / "optimization_metrics"

    MetricsLog(folder).apply(BATCH, scanned=5)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_file_that_is_not_ours_is_left_alone_and_named(tmp_path: Path) -> None:
    (tmp_path / DAY).write_text('{"somebody": "else"}\n')

    with pytest.raises(StoreError, match="is no metrics log of ours"):
        MetricsLog(tmp_path).apply(BATCH, scanned=5)

    assert (tmp_path / DAY).read_text() == '{"somebody": "else"}\n'


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be used"):
        MetricsLog(tmp_path / "file" / "logs").apply(BATCH, scanned=5)
