"""A cache that fails is a cache that is empty, and it says so once."""

import json
import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from application.ports.recognition_store import RecognitionStore
from domain.events import Recorded
from projections.recognition_cache import RecognitionCache
from projections.recognition_reader import SQLiteRecognitionStore
from tests.examples import CACHED, STREAM, WHEN

KEY = CACHED.key


def _filled(path: Path) -> Path:
    with closing(RecognitionCache(path)) as cache:
        recorded = Recorded(1, STREAM, 1, STREAM, WHEN, "r-1", CACHED)
        cache.apply([recorded], scanned=1)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recognition_cache.db"


def _reader(path: Path) -> SQLiteRecognitionStore:
    port: RecognitionStore = SQLiteRecognitionStore(path)  # it is one
    assert isinstance(port, SQLiteRecognitionStore)
    return port


def test_a_missing_file_finds_nothing_and_is_not_created(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(_reader(path)) as store:
        assert [store.find(KEY), store.find_text("x"), *store.entries()] == [None, None]

    assert not path.exists()
    assert len(caplog.records) == 1


def test_a_file_that_appears_later_is_used_from_then_on(path: Path) -> None:
    with closing(_reader(path)) as store:
        assert store.find(KEY) is None
        _filled(path)
        assert store.find(KEY) is not None


def test_a_damaged_file_finds_nothing_and_says_so_once(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(b"no database at all " * 1000)

    with closing(_reader(path)) as store:
        assert [store.find(KEY) for _ in range(3)] == [None] * 3

    assert [r.levelno for r in caplog.records] == [logging.WARNING]


def test_a_locked_file_finds_nothing_and_works_again_afterwards(path: Path) -> None:
    _filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE recognition_cache SET hit_count = 1")
        with closing(_reader(path)) as store:
            assert store.find(KEY) is None
        other.execute("COMMIT")

    with closing(_reader(path)) as store:
        found = store.find(KEY)
        assert found is not None
        assert found.hit_count == 1


def test_a_file_that_was_replaced_is_opened_again(path: Path) -> None:
    _filled(path)
    with closing(_reader(path)) as store:
        assert store.find(KEY) is not None
        path.rename(path.with_name("kept"))
        RecognitionCache(path).position()

        assert store.find(KEY) is None


@pytest.mark.parametrize(
    "change",
    [
        "recognition = '{}'",
        "recognition = 'cos\nsystem\n(S''true''\ntR.'",
        "recognition = x'80049503'",
        "detected_entity = 'Teacher'",
        "action_intent = 'delete'",
        "confidence_score = 0.5",
        "timestamp = 'yesterday'",
        "timestamp = '2026-01-31T10:00:00'",
        "hit_count = -1",
        "cache_version = 0",
        "source = 'elsewhere'",
        "tokens = 'many'",
    ],
)
def test_a_planted_row_is_left_out_and_logged(
    path: Path, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(_filled(path))) as db:
        db.execute(f"UPDATE recognition_cache SET {change}")  # the cases above
        db.commit()

    with closing(_reader(path)) as store:
        assert store.find(KEY) is None
        assert list(store.entries()) == []

    assert "is left out" in caplog.text


def test_a_planted_row_does_not_hide_the_others(path: Path) -> None:
    with closing(sqlite3.connect(_filled(path))) as db:
        db.execute("""INSERT INTO recognition_cache
            SELECT 99, 'planted', detected_entity, confidence_score, action_intent, timestamp, 0, 1,
                   created_at, namespace, 'x', source, text, request_id, tokens
            FROM recognition_cache""")
        db.commit()

    with closing(_reader(path)) as store:
        assert [entry.normalized_request_key for entry in store.entries()] == [KEY]


def test_the_whole_answer_is_json_that_other_tools_can_read(path: Path) -> None:
    with closing(sqlite3.connect(_filled(path))) as db:
        [(answer,)] = db.execute("SELECT recognition FROM recognition_cache")

    assert json.loads(answer)["entity"] == "Student"


def test_many_threads_read_while_it_is_closed(path: Path) -> None:
    store = _reader(_filled(path))
    ready = threading.Barrier(5)

    def read() -> None:
        ready.wait()
        for _ in range(300):
            store.find(KEY)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    ready.wait()
    store.close()
    for thread in threads:
        thread.join(10)

    assert store.find(KEY) is None
