"""A rebuild takes place beside the old rows: readers and writers go on, and nothing is lost."""

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import pytest

from application.ports.projection import Projection
from domain.errors import StoreBusyError, StoreError
from domain.events import EntityDefined, Event, Recorded
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from projections import page as page_module
from projections import projector as projector_module
from projections.entity_catalogue import EntityCatalogue
from projections.entity_reader import SQLiteEntityCatalogue
from projections.metrics_duckdb import PUBLISHED_FILE, WORK_FILE, MetricsDuckDB
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.recognition_reader import SQLiteRecognitionStore
from projections.set_aside import ProjectionErrors
from projections.side_lock import rebuilding
from projections.sqlite_projection import Handler
from tests.examples import CACHED, EXAMPLES, HITS, STREAM, fact

ROOT = Path(__file__).parents[2]
OLD = 300  # entries before the rebuild


class NextCache(RecognitionCache):
    """The recognition cache of the next version of this program: it has one more column."""

    version: ClassVar[int] = RecognitionCache.version + 1
    schema: ClassVar[Sequence[str]] = (
        *RecognitionCache.schema,
        "CREATE TABLE IF NOT EXISTS extra (key TEXT)",
    )
    tables: ClassVar[Sequence[str]] = (*RecognitionCache.tables, "extra")

    def _noted(self, event: Event, recorded: Recorded) -> None:
        RecognitionCache.handlers[type(event)](self, event, recorded)
        self._db.execute("INSERT INTO extra VALUES (?)", (recorded.request_id,))

    handlers: ClassVar[Mapping[type[Event], Handler]] = dict.fromkeys(
        RecognitionCache.handlers, _noted
    )


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "PAGE", 20)


def _projector(log: MemoryEventLog | SQLiteEventLog, *projections: Projection) -> Projector:
    folder = Path(getattr(projections[0], "path", "")).parent
    return Projector(log, projections, errors=ProjectionErrors(folder / "projection_errors.db"))


def _append(log: MemoryEventLog, *events: Event) -> None:
    at = len(log.read_stream(STREAM))
    log.append(STREAM, [fact(e, at + n) for n, e in enumerate(events, start=1)], expected=at)


def _entries(first: int, count: int) -> list[Event]:
    return [CACHED.model_copy(update={"key": f"k{n}"}) for n in range(first, first + count)]


def _rows(path: Path, table: str = "recognition_cache") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()


def _schema(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def _position(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT position FROM projection").fetchone()[0])


@contextmanager
def _repeating(work: Callable[[], object]) -> Iterator[list[object]]:
    """`work` again and again on a thread of its own; what it returned."""
    seen: list[object] = []
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            seen.append(work())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


def test_readers_and_writers_go_on_while_it_is_rebuilt(log: MemoryEventLog, path: Path) -> None:
    _append(log, *_entries(0, OLD))
    written = iter(range(OLD, 100_000))
    with closing(_projector(log, RecognitionCache(path))) as projector:
        projector.start()
        projector.catch_up()
        with closing(SQLiteRecognitionStore(path)) as store:
            with (
                _repeating(lambda: len(list(store.entries()))) as counts,
                _repeating(lambda: _append(log, *_entries(next(written), 1))),
            ):
                for _ in range(3):
                    projector.rebuild("recognition_cache")
            projector.catch_up()
            assert len(list(store.entries())) == log.position()

    numbers = [count for count in counts if isinstance(count, int)]
    assert min(numbers) >= OLD
    assert numbers == sorted(numbers), "a reader saw the table go back"


def test_the_entity_catalogue_is_whole_all_the_time(log: MemoryEventLog, tmp_path: Path) -> None:
    path = tmp_path / "entity_catalogue.db"
    defined = next(event for event in EXAMPLES if isinstance(event, EntityDefined))
    _append(log, *EXAMPLES, *[defined] * 100)
    with (
        closing(_projector(log, EntityCatalogue(path))) as projector,
        closing(SQLiteEntityCatalogue(path)) as catalogue,
    ):
        projector.catch_up()
        system = defined.system
        before = dict(catalogue.versions(system))
        assert before
        with _repeating(lambda: dict(catalogue.versions(system))) as seen:
            for _ in range(3):
                projector.rebuild("entity_catalogue")

    assert all(one == before for one in seen)


def test_what_analysts_open_is_whole_all_the_time(log: MemoryEventLog, tmp_path: Path) -> None:
    def hits() -> int:
        with duckdb.connect(tmp_path / PUBLISHED_FILE, read_only=True) as db:
            [(count,)] = db.execute("SELECT count(*) FROM recognition_lookup").fetchall()
            return int(count)

    _append(log, *[HITS] * 100)
    errors = ProjectionErrors(tmp_path / "projection_errors.db")
    with closing(Projector(log, [MetricsDuckDB(tmp_path)], errors=errors)) as projector:
        projector.catch_up()
        projector.rebuild("metrics")
        before = hits()
        assert before == 100 * len(HITS.hits)
        with _repeating(hits) as seen:
            projector.rebuild("metrics")
            _append(log, HITS)
            assert projector.rebuild("metrics") == {"metrics": 101}

        assert set(seen) <= {before, before + len(HITS.hits)}
        assert hits() == before + len(HITS.hits)
    assert not (tmp_path / (WORK_FILE + ".rebuild")).exists()


def test_rows_of_another_version_are_read_until_the_new_ones_are_complete(
    log: MemoryEventLog, path: Path
) -> None:
    _append(log, *_entries(0, OLD))
    with closing(_projector(log, RecognitionCache(path))) as old:
        old.catch_up()
    with (
        closing(SQLiteRecognitionStore(path)) as store,
        closing(_projector(log, NextCache(path))) as projector,
        _repeating(lambda: len(list(store.entries()))) as counts,
    ):
        projector.catch_up()

        assert projector.notices == [
            "recognition_cache.db was of version 2, not 3, and was rebuilt from 300 events"
        ]
        assert projector.status()[0].lag == 0

    assert set(counts) <= {OLD}
    assert len(_rows(path, "extra")) == OLD


def test_a_process_of_the_other_version_waits_and_leaves_the_rows_alone(
    log: MemoryEventLog, path: Path
) -> None:
    _append(log, *_entries(0, 3))
    with (
        closing(_projector(log, RecognitionCache(path))) as old,
        closing(_projector(log, NextCache(path))) as new,
    ):
        old.catch_up()
        new.catch_up()
        _append(log, *_entries(3, 1))

        assert old.catch_up() == {}
        assert "is of version 3" in old.status()[0].last_error
        assert new.catch_up() == {"recognition_cache": 4}
    assert len(_rows(path, "extra")) == 4


def test_a_side_that_another_version_left_is_begun_anew(log: MemoryEventLog, path: Path) -> None:
    _append(log, *_entries(0, 50))
    with closing(RecognitionCache(path).side()) as left:
        left.apply(log.read(limit=10), scanned=10)
    seen: list[int] = []

    with closing(_projector(log, NextCache(path))) as projector:
        projector.rebuild("recognition_cache", progress=lambda at, _: seen.append(at))

    assert seen[0] == 0
    assert len(_rows(path, "extra")) == 50


def test_later_rows_get_the_ids_that_they_would_have_without_a_rebuild(
    log: MemoryEventLog, path: Path, tmp_path: Path
) -> None:
    evicted = next(e for e in EXAMPLES if e.stored_as == "recognition.evicted")
    gone = evicted.model_copy(update={"key": "k9", "tier": "both"})
    _append(log, *_entries(0, 10), gone)
    plain = tmp_path / "plain" / "recognition_cache.db"
    with (
        closing(_projector(log, RecognitionCache(path))) as projector,
        closing(_projector(log, RecognitionCache(plain))) as untouched,
    ):
        untouched.catch_up()
        projector.rebuild("recognition_cache")
        _append(log, *_entries(20, 2))
        projector.catch_up()
        untouched.catch_up()

    assert _rows(path) == _rows(plain)
    assert _schema(path) == _schema(plain)


def test_a_projection_that_another_process_brought_further_is_not_taken_back(
    log: MemoryEventLog, path: Path
) -> None:
    _append(log, *_entries(0, 5))
    with (
        closing(RecognitionCache(path)) as one,
        closing(RecognitionCache(path).side()) as side,
    ):
        one.apply(log.read(), scanned=5)
        side.apply(log.read(limit=4), scanned=4)

        assert not one.replace_by(side)
        assert one.position() == 5
        side.apply(log.read(), scanned=5)
        assert one.replace_by(side)


def test_several_are_rebuilt_from_one_reading_of_the_log(
    log: MemoryEventLog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _append(log, *_entries(0, 50))
    cache, catalogue = RecognitionCache(path), EntityCatalogue(path.with_name("entities.db"))
    read: list[int] = []
    plain = MemoryEventLog.read

    def counting(self: MemoryEventLog, **asked: Any) -> list[Recorded]:
        read.append(asked["after"])
        return plain(self, **asked)

    with closing(_projector(log, cache, catalogue)) as projector:
        projector.catch_up()
        monkeypatch.setattr(MemoryEventLog, "read", counting)

        reached = projector.rebuild()

    assert reached == {"recognition_cache": 50, "entity_catalogue": 50}
    assert sorted(set(read)) == read


def test_only_one_rebuild_runs_at_a_time(
    log: MemoryEventLog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projector_module, "PATIENCE", 0.1)
    _append(log, *_entries(0, 5))
    with closing(_projector(log, RecognitionCache(path))) as projector:
        with rebuilding(path.parent, patience=0), pytest.raises(StoreBusyError):
            projector.rebuild("recognition_cache")

        assert projector.rebuild("recognition_cache") == {"recognition_cache": 5}


def test_the_events_that_an_interrupted_rebuild_set_aside_are_not_forgotten(
    log: MemoryEventLog, path: Path
) -> None:
    nameless = CACHED.model_copy(update={"key": ""})  # an entry needs a key
    _append(log, nameless, *_entries(0, 50))
    with closing(_projector(log, RecognitionCache(path))) as projector:
        projector.catch_up()

        def interrupt(at: int, _: int) -> None:
            if at >= 40:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            projector.rebuild("recognition_cache", progress=interrupt)
        assert [e.position for e in projector.status()[0].set_aside] == [1]
        seen: list[int] = []
        projector.rebuild("recognition_cache", progress=lambda at, _: seen.append(at))

        assert seen[0] >= 40
        assert [e.position for e in projector.status()[0].set_aside] == [1]


def test_a_side_that_cannot_be_filled_leaves_the_rows_as_they_were(
    log: MemoryEventLog, path: Path
) -> None:
    _append(log, *_entries(0, 5))
    with closing(_projector(log, RecognitionCache(path))) as projector:
        projector.catch_up()
        before = _rows(path)
        path.with_name(path.name + ".rebuild").mkdir()

        with pytest.raises(StoreError):
            projector.rebuild("recognition_cache")

    assert _rows(path) == before


REBUILDING = """
import sys
from pathlib import Path
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from projections import page
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.set_aside import ProjectionErrors
page.PAGE = 5
folder = Path(sys.argv[1])
projector = Projector(
    SQLiteEventLog(folder / "events.db"),
    [RecognitionCache(folder / "recognition_cache.db")],
    errors=ProjectionErrors(folder / "projection_errors.db"),
)
def told(at, _):
    sys.stdout.write(f"{at}\\n")
    sys.stdout.flush()
projector.rebuild("recognition_cache", progress=told)
"""


@contextmanager
def _rebuilder(folder: Path) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-c", REBUILDING, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process


def _told(process: "subprocess.Popen[str]") -> Iterator[int]:
    assert process.stdout is not None
    return (int(line) for line in process.stdout)


def _store(folder: Path, count: int) -> None:
    with closing(SQLiteEventLog(folder / "events.db")) as log:
        facts = [fact(e, n) for n, e in enumerate(_entries(0, count), start=1)]
        log.append(STREAM, facts, expected=0)


def test_a_killed_rebuild_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    _store(tmp_path, 2_000)
    with _rebuilder(tmp_path) as killed:
        next(at for at in _told(killed) if at >= 500)
        killed.send_signal(signal.SIGKILL)
    reached = _position(tmp_path / "recognition_cache.db.rebuild")
    assert 500 <= reached < 2_000

    with _rebuilder(tmp_path) as second:
        told = list(_told(second))

    assert second.returncode == 0
    assert told[0] == reached
    assert len(_rows(tmp_path / "recognition_cache.db")) == 2_000


def test_two_processes_that_rebuild_at_once_both_get_there(tmp_path: Path) -> None:
    _store(tmp_path, 1_000)
    with _rebuilder(tmp_path) as one, _rebuilder(tmp_path) as other:
        told = list(_told(one)), list(_told(other))

    assert (one.returncode, other.returncode) == (0, 0)
    assert [steps[-1] for steps in told] == [1_000, 1_000]
    assert len(_rows(tmp_path / "recognition_cache.db")) == 1_000
    assert not list(tmp_path.glob("*.rebuild*db*"))
