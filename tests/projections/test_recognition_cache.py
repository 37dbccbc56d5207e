"""The seed's table, made from events alone."""

import itertools
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.events import (
    Event,
    EvictionReason,
    Hit,
    RecognitionCached,
    RecognitionDisputed,
    RecognitionEvicted,
    RecognitionHitsRecorded,
    Recorded,
    Tier,
)
from domain.recognition import Intent, Recognition, Source
from projections.recognition_cache import RecognitionCache
from projections.recognition_reader import SQLiteRecognitionStore
from tests.examples import CACHED, DISPUTED, RECOGNITION, STREAM, WHEN, fact

KEY = CACHED.key
OTHER = CACHED.model_copy(update={"key": "list student", "text": "list students"})


def _recorded(*events: Event, first: int = 1) -> list[Recorded]:
    facts = [fact(event, n) for n, event in enumerate(events, start=first)]
    return [
        Recorded(
            position=n,
            stream=STREAM,
            version=n,
            event_id=f.event_id,
            occurred_at=WHEN + timedelta(seconds=n),
            request_id=f"r-{n}",
            event=f.event,
        )
        for n, f in enumerate(facts, start=first)
    ]


def _hits(key: str, *tiers: Tier) -> RecognitionHitsRecorded:
    return RecognitionHitsRecorded(hits=tuple(Hit(key, "r", t, WHEN, 0.0, 9) for t in tiers))


def _evicted(key: str, tier: str) -> RecognitionEvicted:
    return RecognitionEvicted.model_validate(
        {"key": key, "entity": "Student", "tier": tier, "reason": EvictionReason.INVALIDATED}
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recognition_cache.db"


@pytest.fixture
def cache(path: Path) -> Iterator[RecognitionCache]:
    with closing(RecognitionCache(path)) as opened:
        yield opened


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteRecognitionStore]:
    with closing(SQLiteRecognitionStore(path)) as opened:
        yield opened


def _apply(cache: RecognitionCache, *events: Event, first: int = 1) -> None:
    cache.position()
    cache.apply(_recorded(*events, first=first), scanned=first + len(events) - 1)


def _rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT * FROM recognition_cache ORDER BY id").fetchall()


def test_the_table_is_the_seeds_to_the_letter(cache: RecognitionCache, path: Path) -> None:
    cache.position()

    with closing(sqlite3.connect(path)) as db:
        columns = db.execute("PRAGMA table_info(recognition_cache)").fetchall()
        [(sql,)] = db.execute("SELECT sql FROM sqlite_master WHERE name = 'recognition_cache'")
        indexes = {
            name: [c[2] for c in db.execute(f"PRAGMA index_info({name})")]
            for _, name, *_ in db.execute("PRAGMA index_list(recognition_cache)").fetchall()
        }
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    assert [column[1:] for column in columns[:9]] == [
        ("id", "INTEGER", 0, None, 1),
        ("normalized_request_key", "TEXT", 1, None, 0),
        ("detected_entity", "TEXT", 1, None, 0),
        ("confidence_score", "REAL", 1, None, 0),
        ("action_intent", "TEXT", 1, None, 0),
        ("timestamp", "TEXT", 1, None, 0),
        ("hit_count", "INTEGER", 0, "0", 0),
        ("cache_version", "INTEGER", 1, "1", 0),
        ("created_at", "TEXT", 0, "CURRENT_TIMESTAMP", 0),
    ]
    assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql
    assert "normalized_request_key TEXT NOT NULL UNIQUE" in sql
    assert "CHECK(confidence_score >= 0.0 AND confidence_score <= 1.0)" in sql
    assert indexes["idx_cache_lookup"] == ["normalized_request_key", "timestamp"]
    assert indexes["idx_cache_cleanup"] == ["timestamp"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_cached_recognition_is_found_by_key_and_by_text(
    cache: RecognitionCache, store: SQLiteRecognitionStore
) -> None:
    _apply(cache, CACHED)

    found = store.find(KEY)

    assert found is not None
    assert found == store.find_text(CACHED.text)
    assert found.recognition == RECOGNITION
    assert (found.namespace, found.source, found.text) == ("k1-en-1", Source.RULES, CACHED.text)
    assert (found.timestamp, found.request_id) == (WHEN + timedelta(seconds=1), "r-1")
    assert (found.hit_count, found.cache_version, found.tokens) == (0, 1, CACHED.tokens)
    assert store.find("create teacher(name)") is None
    assert store.find_text("create a student with a name") is None


def test_hits_of_both_tiers_count_and_misses_do_not(
    cache: RecognitionCache, store: SQLiteRecognitionStore
) -> None:
    _apply(cache, CACHED, _hits(KEY, Tier.MEMORY, Tier.PERSISTENT, Tier.MISS, Tier.MEMORY))
    _apply(cache, _hits(KEY, Tier.MEMORY), _hits("unknown", Tier.MEMORY), first=3)

    found = store.find(KEY)

    assert found is not None
    assert found.hit_count == 4


def test_a_later_answer_supersedes_and_has_not_been_used_yet(
    cache: RecognitionCache, store: SQLiteRecognitionStore, path: Path
) -> None:
    later = CACHED.model_copy(
        update={
            "recognition": replace(RECOGNITION, intent=Intent.UPDATE),
            "source": Source.MODEL,
            "cache_version": 2,
        }
    )

    _apply(cache, CACHED, _hits(KEY, Tier.MEMORY), later, _hits(KEY, Tier.PERSISTENT))

    found = store.find(KEY)
    assert found is not None
    assert found.recognition.intent is Intent.UPDATE
    assert (found.source, found.cache_version, found.hit_count) == (Source.MODEL, 2, 1)
    assert len(_rows(path)) == 1


@pytest.mark.parametrize(("tier", "left"), [("memory", [KEY]), ("persistent", []), ("both", [])])
def test_an_eviction_from_the_persistent_tier_removes_the_row(
    cache: RecognitionCache, store: SQLiteRecognitionStore, tier: str, left: list[str]
) -> None:
    _apply(cache, CACHED, _hits(KEY, Tier.MEMORY), _evicted(KEY, tier))

    assert [entry.normalized_request_key for entry in store.entries()] == left


def test_an_entry_that_comes_back_after_an_eviction_starts_anew(
    cache: RecognitionCache, store: SQLiteRecognitionStore
) -> None:
    _apply(cache, CACHED, _hits(KEY, Tier.MEMORY), _evicted(KEY, "both"), CACHED)

    found = store.find(KEY)
    assert found is not None
    assert found.hit_count == 0


def test_a_batch_that_is_delivered_twice_counts_once(cache: RecognitionCache, path: Path) -> None:
    batch = _recorded(CACHED, _hits(KEY, Tier.MEMORY))

    for _ in range(2):
        cache.position()
        cache.apply(batch, scanned=2)
    once = _rows(path)
    cache.apply(_recorded(CACHED, _hits(KEY, Tier.MEMORY), OTHER), scanned=3)

    assert once[0][6] == 1
    assert _rows(path)[0] == once[0]
    assert len(_rows(path)) == 2


def test_entries_come_newest_first(cache: RecognitionCache, store: SQLiteRecognitionStore) -> None:
    _apply(cache, CACHED, OTHER)

    assert [e.normalized_request_key for e in store.entries()] == [OTHER.key, KEY]


def test_an_entry_without_a_key_is_refused(cache: RecognitionCache) -> None:
    with pytest.raises(ValueError, match="needs a key"):
        _apply(cache, OTHER, CACHED.model_copy(update={"key": ""}))

    assert cache.position() == 0


def test_an_imported_entry_is_as_old_as_its_answer(
    cache: RecognitionCache, store: SQLiteRecognitionStore
) -> None:
    before = WHEN - timedelta(days=20)
    _apply(cache, CACHED.model_copy(update={"answered_at": before}), OTHER)

    assert [e.timestamp for e in store.older_than(WHEN)] == [before]
    assert [e.normalized_request_key for e in store.older_than(before)] == []


def test_a_disputed_key_has_no_entry_until_it_is_evicted(
    cache: RecognitionCache, store: SQLiteRecognitionStore
) -> None:
    _apply(cache, CACHED, DISPUTED, CACHED, OTHER)

    assert store.find(KEY) is None
    assert store.is_quarantined(KEY)
    assert not store.is_quarantined(OTHER.key)
    (held,) = store.quarantined()
    assert (held.normalized_request_key, held.entity) == (KEY, "Student")

    _apply(cache, _evicted(KEY, "both"), CACHED, first=5)

    assert store.find(KEY) is not None
    assert list(store.quarantined()) == []


_KEYS = st.sampled_from(["a", "b", "c"])
_EVENTS = st.one_of(
    st.builds(
        lambda key, tokens: CACHED.model_copy(update={"key": key, "tokens": tokens}),
        _KEYS,
        st.integers(0, 9),
    ),
    st.builds(lambda key, tiers: _hits(key, *tiers), _KEYS, st.lists(st.sampled_from(Tier))),
    st.builds(lambda key: DISPUTED.model_copy(update={"key": key}), _KEYS),
    st.builds(_evicted, _KEYS, st.sampled_from(["memory", "persistent", "both"])),
)


@settings(max_examples=30)
@given(events=st.lists(_EVENTS, min_size=1, max_size=12), cuts=st.sets(st.integers(1, 11)))
def test_however_the_events_are_cut_into_batches_the_rows_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event], cuts: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("cuts")
    recorded = _recorded(*events)
    with (
        closing(RecognitionCache(folder / "whole.db")) as whole,
        closing(RecognitionCache(folder / "cut.db")) as cut,
    ):
        whole.apply(recorded, scanned=len(recorded))
        edges = [0, *sorted(c for c in cuts if c < len(recorded)), len(recorded)]
        for start, end in itertools.pairwise(edges):
            cut.apply(recorded[start:end], scanned=end)

        assert _rows(folder / "whole.db") == _rows(folder / "cut.db")


def test_a_recognition_survives_with_everything_it_says(
    cache: RecognitionCache, store: SQLiteRecognitionStore
) -> None:
    answer = Recognition(entity="Étudiant", intent=Intent.CUSTOM, confidence=1 / 3)
    _apply(cache, CACHED.model_copy(update={"recognition": answer}))

    assert [entry.recognition for entry in store.entries()] == [answer]


def test_no_reader_depends_on_the_type_of_the_base_class() -> None:
    assert RecognitionCache.handles == {
        RecognitionCached,
        RecognitionDisputed,
        RecognitionDisputed,
        RecognitionHitsRecorded,
        RecognitionEvicted,
    }
