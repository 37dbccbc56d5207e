"""What the file of the event store promises beyond the contract of a log."""

import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests.persistence import ApplicationRecorderTestCase

from domain.errors import CorruptStoreError, StoreError, StoreNewerError, StreamConflictError
from domain.events import RuleDisabled
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.sqlite_event_file import PAGE_BYTES, is_event_store, prepare
from infrastructure.adapters.sqlite_recorder import EventRecorder
from tests.examples import fact

A = UUID(int=1)
FACTS = [fact(RuleDisabled(rule_id=f"rule_{n}"), n) for n in range(1, 201)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder?with#odd%20characters" / "events.db"


def _written(path: Path) -> Path:
    with closing(SQLiteEventLog(path)) as log:
        log.append(A, FACTS, expected=0)
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET topic = 'x' WHERE rowid = 1",
        "DELETE FROM stored_events WHERE rowid = 1",
        "DELETE FROM stored_events",
        "INSERT OR REPLACE INTO stored_events VALUES (1, 'a', 1, 't', x'00')",
        """REPLACE INTO stored_events (originator_id, originator_version, topic, state)
           VALUES ('00000000000000000000000000000001', 1, 't', x'00')""",
    ],
)
def test_stored_events_can_be_neither_changed_nor_deleted(path: Path, statement: str) -> None:
    _written(path)

    with closing(sqlite3.connect(path)) as db:
        before = db.execute("SELECT * FROM stored_events").fetchall()
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
        assert db.execute("SELECT * FROM stored_events").fetchall() == before


def test_files_and_folder_are_private(path: Path) -> None:
    with closing(SQLiteEventLog(path)) as log:
        log.append(A, FACTS, expected=0)
        modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in path.parent.iterdir()}

    assert "events.db-wal" in modes
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_commits_are_synced_in_full_and_written_ahead(path: Path) -> None:
    with closing(SQLiteEventLog(path)) as log, log._store.transaction(commit=False) as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone()[0] == "wal"


def test_a_log_is_found_again(path: Path) -> None:
    _written(path)

    with closing(SQLiteEventLog(path)) as log:
        assert [r.event for r in log.read_stream(A)] == [f.event for f in FACTS]


def test_an_empty_file_becomes_a_log(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    assert _written(path).stat().st_size > 0


def test_a_file_that_many_make_at_the_same_moment_is_made_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            file, gate = tmp_path / f"{number}.db", threading.Barrier(8)

            def make(_: int, file: Path = file, gate: threading.Barrier = gate) -> None:
                gate.wait()
                prepare(file, timeout=10.0)  # a connection of its own: to SQLite like a process

            list(pool.map(make, range(8)))
            assert is_event_store(file, timeout=10.0)


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE letters (body TEXT)")


def _text(path: Path) -> None:
    path.write_text("Dear diary, " * 500)


def _truncated(path: Path) -> None:
    content = _written(path).read_bytes()
    path.write_bytes(content[: len(content) // (2 * PAGE_BYTES) * PAGE_BYTES])


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(_written(path))) as db:
        db.execute("PRAGMA user_version = 9")


def _untriggered(path: Path) -> None:
    with closing(sqlite3.connect(_written(path))) as db:
        db.execute("DROP TRIGGER stored_events_refuse_delete")


@pytest.mark.parametrize(
    ("spoil", "error", "says"),
    [
        (_foreign, CorruptStoreError, "is no event store of baes-optimizer"),
        (_text, CorruptStoreError, "is no SQLite file"),
        (_truncated, CorruptStoreError, "is damaged"),
        (_untriggered, CorruptStoreError, "stored_events_refuse_delete missing"),
        (_newer, StoreNewerError, "has format 9, newer than the 1"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_left_alone(
    path: Path, spoil: Callable[[Path], None], error: type[StoreError], says: str
) -> None:
    path.parent.mkdir()
    spoil(path)
    before = path.read_bytes()

    with pytest.raises(error, match=says) as caught:
        SQLiteEventLog(path)

    assert str(path) in caught.value.message
    assert caught.value.hint
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_one_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match=r"cannot be (created|a file there)"):
        SQLiteEventLog(tmp_path / "file" / "events.db")


def test_a_directory_in_place_of_the_file_is_a_store_error(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(StoreError, match="cannot be a file there"):
        SQLiteEventLog(path)


def test_a_file_that_stays_locked_is_a_store_error_and_works_again_afterwards(path: Path) -> None:
    with closing(SQLiteEventLog(path, lock_timeout=1)) as log:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="locked by another process"):
                log.append(A, FACTS, expected=0)

        log.append(A, FACTS, expected=0)

        assert log.position() == len(FACTS)


def test_two_openings_of_one_file_share_the_streams(path: Path) -> None:
    with closing(SQLiteEventLog(path)) as one, closing(SQLiteEventLog(path)) as two:
        one.append(A, FACTS[:2], expected=0)
        two.append(A, FACTS[2:3], expected=2)
        with pytest.raises(StreamConflictError):
            one.append(A, FACTS[3:4], expected=2)

        assert [r.version for r in one.read_stream(A)] == [1, 2, 3]


def test_a_busy_writer_does_not_starve_a_reader(path: Path) -> None:
    with closing(SQLiteEventLog(path)) as log:
        stop = threading.Event()

        def write() -> None:
            stream, version = uuid4(), 0
            while not stop.is_set():
                log.append(stream, FACTS[:50], expected=version)
                version += 50

        writer = threading.Thread(target=write)
        writer.start()
        slowest = 0.0
        for _ in range(100):
            started = time.perf_counter()
            log.read(limit=10)
            slowest = max(slowest, time.perf_counter() - started)
        stop.set()
        writer.join()

    assert slowest < 1.0


def test_closing_under_readers_ends_them_with_an_error_and_nothing_worse(path: Path) -> None:
    log = SQLiteEventLog(path)
    log.append(A, FACTS, expected=0)
    ends: list[str] = []

    def read() -> None:
        try:
            while True:
                log.read()
        except StoreError as error:
            ends.append(error.message)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    time.sleep(0.05)
    log.close()
    for reader in readers:
        reader.join(10)

    assert ends == [f"the event log {path} is closed"] * 4


@pytest.mark.parametrize("count", [1, 2, 31, 32, 33, 100])
def test_notification_ids_follow_each_other_whatever_the_size_of_a_group(
    path: Path, count: int
) -> None:
    stored = [StoredEvent(A, version, "t", b"s") for version in range(1, count + 1)]

    with closing(SQLiteEventLog(path)) as log:
        log.append(UUID(int=2), FACTS[:3], expected=0)
        ids = log.recorder.insert_events(stored)

        found = log.recorder.select_notifications(start=4, limit=1000)
        assert ids == list(range(4, 4 + count))
        assert [(one.id, one.originator_version) for one in found] == [
            (3 + version, version) for version in range(1, count + 1)
        ]


def test_a_damaged_page_is_a_corrupt_store_when_it_is_read(path: Path) -> None:
    content = bytearray(_written(path).read_bytes())
    content[5 * PAGE_BYTES : 6 * PAGE_BYTES] = b"rubbish!" * (PAGE_BYTES // 8)
    path.write_bytes(content)

    with closing(SQLiteEventLog(path)) as log, pytest.raises(CorruptStoreError) as caught:
        log.read(limit=1000)

    assert str(path) in caught.value.message
    assert "backup" in caught.value.hint


class TestRecorderContract(ApplicationRecorderTestCase[EventRecorder]):
    """The library's own contract of an application recorder."""

    @pytest.fixture(autouse=True)
    def _open(self, tmp_path: Path) -> Iterator[None]:
        with closing(SQLiteEventLog(tmp_path / "events.db")) as log:
            self.log = log
            yield

    def create_recorder(self) -> EventRecorder:
        return self.log.recorder


def test_no_part_of_the_published_contract_is_left_out() -> None:
    parts = [name for name in dir(ApplicationRecorderTestCase) if name.startswith("test_")]

    assert len(parts) >= 4
    for part in parts:
        assert getattr(TestRecorderContract, part) is getattr(ApplicationRecorderTestCase, part)
