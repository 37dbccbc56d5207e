"""The projection: every event once, files that mend themselves, readers that never wait."""

import stat
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from domain.errors import CorruptStoreError, StoreBusyError, StoreError
from domain.events import CodeValidated, GenerationRecorded
from projections.metrics.reader import DuckDBMetricsReader
from projections.metrics_duckdb import PUBLISHED_FILE, WORK_FILE, MetricsDuckDB
from tests.examples import EXAMPLES
from tests.projections.metrics.events import generations, measured, recorded

BATCH = generations([measured(number) for number in range(1, 6)])


def projected(folder: Path) -> None:
    projection = MetricsDuckDB(folder)
    projection.apply(BATCH, scanned=5)
    projection.close()


def published(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """The whole content of the file that analysts open."""
    with duckdb.connect(folder / PUBLISHED_FILE, read_only=True) as db:
        tables = db.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
        return {name: db.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in tables}


def requests(folder: Path) -> int:
    rows = DuckDBMetricsReader(folder / PUBLISHED_FILE).aggregated("daily")
    return sum(row.total_requests for row in rows)


def test_a_batch_delivered_twice_counts_once(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path)

    projection.apply(BATCH, scanned=5)
    projection.apply(BATCH, scanned=5)
    projection.apply(BATCH[2:] + generations([measured(6)], after=5), scanned=6)
    projection.close()

    assert requests(tmp_path) == 6
    assert len(published(tmp_path)["main.generation"]) == 6


def test_events_of_other_kinds_move_the_position_only(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path)

    projection.apply([], scanned=40)

    assert projection.position() == 40
    projection.close()
    assert published(tmp_path)["main.generation"] == []


def test_the_size_of_the_batches_does_not_change_a_digit(tmp_path: Path) -> None:
    events = recorded(EXAMPLES) + generations(
        [measured(number, total_time=0.1 * number) for number in range(1, 30)], after=len(EXAMPLES)
    )
    one_by_one, at_once = MetricsDuckDB(tmp_path / "a"), MetricsDuckDB(tmp_path / "b")

    for event in events:
        one_by_one.apply([event], scanned=event.position)
    at_once.apply(events, scanned=events[-1].position)
    one_by_one.close()
    at_once.close()

    assert published(tmp_path / "a") == published(tmp_path / "b")


def test_outcomes_that_repeat_are_kept_once_and_shown_with_every_review(tmp_path: Path) -> None:
    failed = next(event for event in EXAMPLES if isinstance(event, CodeValidated))
    [rule] = failed.rules
    other = rule.model_copy(update={"rule_id": "no_eval", "lines": ()})
    reviewed = failed.model_copy(update={"rules": (rule, other)})
    silent = reviewed.model_copy(update={"rules": ()})
    for batch in ([reviewed, failed, reviewed], [reviewed, silent]):  # of two processes
        projection = MetricsDuckDB(tmp_path)
        before = projection.position()
        facts = recorded(batch, after=before)
        projection.apply(facts, scanned=facts[-1].position)
        projection.close()

    with duckdb.connect(tmp_path / PUBLISHED_FILE, read_only=True) as db:
        [(kept,)] = db.execute("SELECT count(*) FROM outcome_set").fetchall()
        shown = db.execute(
            "SELECT position, rule_id, outcome, confidence, applicable, first_line "
            "FROM rule_outcome ORDER BY position, place"
        ).fetchall()

    assert kept == len(reviewed.rules) + 1
    assert shown == [
        (
            position,
            rule.rule_id,
            rule.outcome,
            rule.confidence,
            rule.applicable,
            min(rule.lines, default=None),
        )
        for position, event in enumerate([reviewed, failed, reviewed, reviewed, silent], start=1)
        for rule in event.rules
    ]


def test_a_batch_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path)
    projection.apply(BATCH, scanned=5)
    impossible = GenerationRecorded.model_construct(
        metrics=measured(7).model_copy(update={"total_tokens": 2**70})
    )

    with pytest.raises(ValueError, match="1180591620717411303424"):
        projection.apply(
            generations([measured(6)], after=5) + recorded([impossible], after=6), scanned=7
        )
    assert projection.position() == 5

    projection.apply(generations([measured(6)], after=5), scanned=6)
    projection.close()
    assert requests(tmp_path) == 6


def test_only_the_owner_reads_and_nobody_writes_the_published_file(tmp_path: Path) -> None:
    projected(tmp_path)

    assert stat.S_IMODE((tmp_path / PUBLISHED_FILE).stat().st_mode) == 0o400
    assert stat.S_IMODE((tmp_path / WORK_FILE).stat().st_mode) == 0o600


def test_another_baseline_changes_the_reductions_of_old_periods(tmp_path: Path) -> None:
    projected(tmp_path)

    again = MetricsDuckDB(tmp_path, baseline_tokens=6, baseline_seconds=1.0)
    again.position()
    again.close()

    [day] = DuckDBMetricsReader(tmp_path / PUBLISHED_FILE).aggregated("daily")
    assert (day.token_reduction_pct, day.time_reduction_pct) == (50.0, 75.0)


def test_nothing_new_is_not_published_again(tmp_path: Path) -> None:
    projected(tmp_path)
    before = (tmp_path / PUBLISHED_FILE).stat().st_ino

    again = MetricsDuckDB(tmp_path)
    assert again.position() == 5
    again.close()

    assert (tmp_path / PUBLISHED_FILE).stat().st_ino == before
    assert (again.notices, again.restored) == ([], "")


def test_publishing_waits_for_its_interval_unless_told_otherwise(tmp_path: Path) -> None:
    now = [0.0]
    projection = MetricsDuckDB(tmp_path, publish_seconds=1.0, elapsed=lambda: now[0])
    projection.apply(BATCH[:1], scanned=1)
    assert projection.publish()

    projection.apply(BATCH[1:2], scanned=2)
    now[0] = 0.9
    assert not projection.publish()
    assert requests(tmp_path) == 1
    now[0] = 1.1
    assert projection.publish()
    assert requests(tmp_path) == 2
    projection.apply(BATCH[2:3], scanned=3)
    assert projection.publish(now=True)
    projection.close()


def test_a_missing_published_file_is_made_again_and_said(tmp_path: Path) -> None:
    projected(tmp_path)
    before = published(tmp_path)
    (tmp_path / PUBLISHED_FILE).unlink()

    again = MetricsDuckDB(tmp_path)
    assert again.position() == 5
    again.close()

    assert published(tmp_path) == before
    assert again.notices == [
        "metrics.duckdb was missing and was made again from metrics.work.duckdb"
    ]
    assert again.restored == ""


def test_a_missing_work_file_is_projected_again_and_said(tmp_path: Path) -> None:
    projected(tmp_path)
    before = published(tmp_path)
    (tmp_path / WORK_FILE).unlink()

    again = MetricsDuckDB(tmp_path)
    assert again.position() == 0
    again.apply(BATCH, scanned=5)
    again.close()

    assert published(tmp_path) == before
    assert again.restored == "metrics.work.duckdb was missing"


def test_with_both_files_missing_the_public_one_is_named(tmp_path: Path) -> None:
    projected(tmp_path)
    before = published(tmp_path)
    (tmp_path / WORK_FILE).unlink()
    (tmp_path / PUBLISHED_FILE).unlink()

    again = MetricsDuckDB(tmp_path)
    assert again.position() == 0
    again.apply(BATCH, scanned=5)
    again.close()

    assert published(tmp_path) == before
    assert again.restored == "metrics.duckdb was missing"
    again.acknowledge()
    assert again.restored == ""


@pytest.mark.parametrize("deleted", [WORK_FILE, PUBLISHED_FILE])
def test_a_file_deleted_while_the_projection_runs_is_made_again(
    tmp_path: Path, deleted: str
) -> None:
    projection = MetricsDuckDB(tmp_path)
    projection.apply(BATCH, scanned=5)
    projection.publish(now=True)
    before = published(tmp_path)

    (tmp_path / deleted).unlink()
    if projection.position() == 0:
        projection.apply(BATCH, scanned=5)
    assert projection.publish(now=True)

    assert published(tmp_path) == before
    projection.close()


def test_a_batch_that_does_not_follow_an_emptied_file_is_not_applied(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path)
    projection.apply(BATCH, scanned=5)
    assert projection.position() == 5
    (tmp_path / WORK_FILE).unlink()

    projection.apply(generations([measured(6)], after=5), scanned=6)

    assert projection.position() == 0
    projection.close()


def test_a_rebuild_beside_shows_nobody_half_of_it(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path)
    projection.apply(BATCH, scanned=5)
    projection.publish(now=True)
    before = published(tmp_path)

    side = projection.side()
    side.apply(BATCH[:2], scanned=2)
    side.close()
    assert published(tmp_path) == before
    interrupted = projection.side()
    assert interrupted.position() == 2
    interrupted.apply(BATCH[2:], scanned=5)
    projection.replace_by(interrupted)

    assert projection.position() == 5
    assert projection.publish(now=True)
    assert published(tmp_path) == before
    projection.close()
    assert {path.name for path in tmp_path.iterdir()} == {WORK_FILE, PUBLISHED_FILE}


@pytest.mark.parametrize("damage", [b"this is no database", b"", b"\0" * 40_960])
def test_a_damaged_side_is_begun_anew_and_leaves_nothing_behind(
    tmp_path: Path, damage: bytes
) -> None:
    side = MetricsDuckDB(tmp_path).side()
    side.apply(BATCH, scanned=5)
    side.close()
    [file] = tmp_path.iterdir()
    file.write_bytes(damage)

    again = MetricsDuckDB(tmp_path).side()

    assert again.position() == 0
    again.close()
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("damage", [b"this is no database", b"", b"\0" * 40_960])
def test_a_damaged_work_file_is_kept_aside_and_projected_again(
    tmp_path: Path, damage: bytes
) -> None:
    projected(tmp_path)
    before = published(tmp_path)
    (tmp_path / WORK_FILE).write_bytes(damage)

    again = MetricsDuckDB(tmp_path)
    assert again.position() == 0
    again.apply(BATCH, scanned=5)
    again.close()

    assert published(tmp_path) == before
    assert (tmp_path / f"{WORK_FILE}.damaged-1").read_bytes() == damage
    assert again.restored == f"{WORK_FILE} was damaged (set aside as {WORK_FILE}.damaged-1)"


def test_damage_amid_old_facts_is_found_when_the_file_is_opened(tmp_path: Path) -> None:
    metrics = [measured(number) for number in range(1, 2001)]
    projection = MetricsDuckDB(tmp_path)
    projection.apply(generations(metrics), scanned=2000)
    projection.close()
    whole = (tmp_path / WORK_FILE).read_bytes()
    text = whole.index(b"OrderDetail")
    (tmp_path / WORK_FILE).write_bytes(whole[:text] + b"XX" + whole[text + 2 :])

    again = MetricsDuckDB(tmp_path)

    assert again.position() == 0
    assert "was damaged" in again.restored
    again.close()


def test_damage_met_in_use_sets_the_file_aside_and_the_next_use_begins_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    projection = MetricsDuckDB(tmp_path)
    projection.apply(BATCH, scanned=5)

    def broken(*_: object) -> None:
        raise duckdb.FatalException("database has been invalidated")

    with monkeypatch.context() as patch:
        patch.setattr("projections.metrics.publish.publish", broken)
        with pytest.raises(CorruptStoreError):
            projection.publish(now=True)

    assert projection.position() == 0
    assert "was damaged" in projection.restored
    projection.apply(BATCH, scanned=5)
    projection.close()
    assert requests(tmp_path) == 5


def test_somebody_elses_database_is_kept_aside(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / WORK_FILE) as db:
        db.execute("CREATE TABLE theirs AS SELECT 1 AS x")

    projection = MetricsDuckDB(tmp_path)
    assert projection.position() == 0
    projection.close()

    with duckdb.connect(tmp_path / f"{WORK_FILE}.damaged-1", read_only=True) as db:
        assert db.execute("FROM theirs").fetchall() == [(1,)]


def test_tables_of_another_version_are_made_anew(tmp_path: Path) -> None:
    projected(tmp_path)

    class Next(MetricsDuckDB):
        version = MetricsDuckDB.version + 1

    again = Next(tmp_path)
    assert again.position() == 0
    again.apply(BATCH, scanned=5)
    again.close()

    assert published(tmp_path)["meta.projection"][0][:3] == ("metrics", Next.version, 5)
    assert again.restored == (
        f"metrics.work.duckdb was of version {MetricsDuckDB.version}, not {Next.version},"
    )


def test_reset_forgets_everything(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path)
    projection.apply(BATCH, scanned=5)

    projection.reset()
    assert projection.position() == 0
    projection.apply(BATCH[:2], scanned=2)
    projection.close()

    assert requests(tmp_path) == 2


def in_another_process(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_publishing_does_not_let_a_second_writer_in(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path)
    projection.apply(BATCH, scanned=5)
    projection.publish(now=True)
    code = "import duckdb, sys; duckdb.connect(sys.argv[1])"

    while_open = in_another_process(code, str(tmp_path / WORK_FILE))
    projection.close()
    afterwards = in_another_process(code, str(tmp_path / WORK_FILE))

    assert "Could not set lock" in while_open.stderr
    assert afterwards.returncode == 0


def test_a_second_process_is_told_that_the_file_is_busy(tmp_path: Path) -> None:
    hold = (
        "import duckdb, sys; db = duckdb.connect(sys.argv[1]);"
        "print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path / WORK_FILE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"

    with pytest.raises(StoreBusyError, match="in use by another process"):
        MetricsDuckDB(tmp_path, busy_seconds=0.05).position()

    holder.communicate("")


def test_a_reader_always_sees_whole_batches_while_the_writer_writes(tmp_path: Path) -> None:
    projection = MetricsDuckDB(tmp_path, publish_seconds=0.0)
    projection.publish()
    reader = DuckDBMetricsReader(tmp_path / PUBLISHED_FILE)
    seen: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(sum(row.total_requests for row in reader.aggregated("monthly")))

    thread = threading.Thread(target=read)
    thread.start()
    for start in range(0, 400, 10):
        metrics = [measured(number) for number in range(start, start + 10)]
        projection.apply(generations(metrics, after=start), scanned=start + 10)
        projection.publish(now=True)
    done.set()
    thread.join()
    projection.close()

    assert seen
    assert {count % 10 for count in seen} == {0}
    assert seen == sorted(seen)
    assert requests(tmp_path) == 400


def test_a_reader_that_stays_keeps_the_file_it_opened(tmp_path: Path) -> None:
    projected(tmp_path)
    code = (
        "import duckdb, sys; db = duckdb.connect(sys.argv[1], read_only=True);"
        "query = 'SELECT count(*) FROM generation';"
        "count = lambda: print(db.execute(query).fetchall(), flush=True);"
        "count(); sys.stdin.readline(); count()"
    )
    analyst = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / PUBLISHED_FILE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert analyst.stdout is not None
    assert analyst.stdout.readline() == "[(5,)]\n"

    projection = MetricsDuckDB(tmp_path)
    projection.apply(generations([measured(6)], after=5), scanned=6)
    projection.close()

    assert analyst.communicate("\n")[0] == "[(5,)]\n"
    assert analyst.returncode == 0
    assert requests(tmp_path) == 6


def test_before_anything_is_published_there_are_no_periods(tmp_path: Path) -> None:
    assert DuckDBMetricsReader(tmp_path / PUBLISHED_FILE).aggregated("daily") == []


def test_a_damaged_published_file_is_named_and_made_again(tmp_path: Path) -> None:
    projected(tmp_path)
    before = published(tmp_path)
    (tmp_path / PUBLISHED_FILE).unlink()
    (tmp_path / PUBLISHED_FILE).write_bytes(b"overwritten")

    with pytest.raises(CorruptStoreError, match=r"metrics\.duckdb cannot be read"):
        DuckDBMetricsReader(tmp_path / PUBLISHED_FILE).aggregated("daily")

    again = MetricsDuckDB(tmp_path)
    again.position()
    again.close()
    assert published(tmp_path) == before


def test_a_folder_that_cannot_be_written_is_said() -> None:
    with pytest.raises(StoreError):  # not even root may write there
        MetricsDuckDB(Path("/proc/self/baes-data")).position()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        MetricsDuckDB(tmp_path / "file" / "data").position()
