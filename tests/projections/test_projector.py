"""Projections are fed from the log, each at its own pace, and none stands in another's way."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import pytest

from application.ports.projection import Projection
from domain.errors import StoreError, UnknownProjectionError
from domain.events import (
    Event,
    Hit,
    RecognitionCached,
    RecognitionHitsRecorded,
    Recorded,
    RuleDisabled,
    Tier,
)
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from projections import page as page_module
from projections.entity_catalogue import EntityCatalogue
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.recognition_reader import SQLiteRecognitionStore
from projections.set_aside import ProjectionErrors, SetAside
from projections.sqlite_projection import Handler, SQLiteProjection
from tests.examples import CACHED, EXAMPLES, STREAM, WHEN, fact

KEY = CACHED.key
HIT = RecognitionHitsRecorded(hits=(Hit(KEY, "r", Tier.MEMORY, WHEN, 0.0, 9),))


class Picky(SQLiteProjection):
    """Lists rule ids; chokes on some."""

    name: ClassVar[str] = "picky"
    tables: ClassVar[Sequence[str]] = ("seen",)
    schema: ClassVar[Sequence[str]] = (
        "CREATE TABLE IF NOT EXISTS seen (rule TEXT NOT NULL UNIQUE, position INTEGER)",
    )
    hates: ClassVar[str] = "rule_hated"

    def _see(self, event: RuleDisabled, recorded: Recorded) -> None:
        if event.rule_id == self.hates:
            raise KeyError("cannot stand it")
        self._db.execute("INSERT INTO seen VALUES (?, ?)", (event.rule_id, recorded.position))

    handlers: ClassVar[Mapping[type[Event], Handler]] = {RuleDisabled: _see}

    def seen(self) -> list[str]:
        with closing(sqlite3.connect(self.path)) as db:
            return [rule for (rule,) in db.execute("SELECT rule FROM seen ORDER BY position")]


class PickyNext(Picky):
    """The next version of it, with another table."""

    version: ClassVar[int] = 2
    schema: ClassVar[Sequence[str]] = (
        "CREATE TABLE IF NOT EXISTS seen (rule TEXT NOT NULL UNIQUE, position INTEGER, more TEXT)",
    )

    def _see_more(self, event: RuleDisabled, recorded: Recorded) -> None:
        self._db.execute("INSERT INTO seen VALUES (?, ?, 'x')", (event.rule_id, recorded.position))

    handlers: ClassVar[Mapping[type[Event], Handler]] = {RuleDisabled: _see_more}


class Unusable:
    """A projection whose target is gone for a while."""

    name: ClassVar[str] = "unusable"
    version: ClassVar[int] = 1
    handles: ClassVar[frozenset[type[Event]]] = frozenset({RuleDisabled})

    def __init__(self) -> None:
        self.usable = False
        self.at = 0
        self.applied: list[int] = []

    def position(self) -> int:
        return self.at

    def apply(self, batch: Sequence[Recorded], *, scanned: int) -> None:
        if not self.usable:
            raise StoreError("its disk is full")
        self.applied += [recorded.position for recorded in batch]
        self.at = scanned

    def reset(self) -> None:
        self.at = 0

    def close(self) -> None:
        pass


Opener = Callable[..., Projector]


@pytest.fixture
def projector_of(log: MemoryEventLog, tmp_path: Path) -> Iterator[Opener]:
    opened: list[Projector] = []

    def of(*projections: Projection) -> Projector:
        errors = ProjectionErrors(tmp_path / "projection_errors.db")
        opened.append(Projector(log, projections, errors=errors))
        return opened[-1]

    yield of
    for projector in opened:
        projector.close()


def _append(log: MemoryEventLog, *events: Event) -> None:
    at = len(log.read_stream(STREAM))
    log.append(STREAM, [fact(e, at + n) for n, e in enumerate(events, start=1)], expected=at)


def _rules(*names: str) -> list[RuleDisabled]:
    return [RuleDisabled(rule_id=f"rule_{name}") for name in names]


def _cache_rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT * FROM recognition_cache ORDER BY id").fetchall()


def _until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def test_catching_up_brings_every_projection_to_the_end_of_the_log(
    log: MemoryEventLog, tmp_path: Path, path: Path, projector_of: Opener
) -> None:
    _append(log, *EXAMPLES)
    projector = projector_of(RecognitionCache(path), EntityCatalogue(tmp_path / "entities.db"))

    reached = projector.catch_up()

    assert reached == {"recognition_cache": len(EXAMPLES), "entity_catalogue": len(EXAMPLES)}
    assert projector.catch_up() == reached


def test_only_the_projections_that_are_asked_for_are_fed(
    log: MemoryEventLog, tmp_path: Path, path: Path, projector_of: Opener
) -> None:
    _append(log, CACHED)
    projector = projector_of(RecognitionCache(path), EntityCatalogue(tmp_path / "entities.db"))

    assert projector.catch_up(only=["recognition_cache"]) == {"recognition_cache": 1}
    assert not (tmp_path / "entities.db").exists()


def test_more_than_a_page_is_fed_in_order(
    log: MemoryEventLog, tmp_path: Path, projector_of: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "PAGE", 10)
    picky = Picky(tmp_path / "picky.db")
    _append(log, *_rules(*(f"{n:03}" for n in range(95))))
    seen: list[tuple[int, int]] = []

    projector_of(picky).catch_up(progress=lambda at, end: seen.append((at, end)))

    assert picky.seen() == [f"rule_{n:03}" for n in range(95)]
    assert seen[0] == (0, 95)
    assert seen[-1] == (95, 95)
    assert len(seen) == 11


def test_an_event_that_cannot_be_applied_is_set_aside_and_the_others_are_not_held_up(
    log: MemoryEventLog, tmp_path: Path, path: Path, projector_of: Opener
) -> None:
    picky = Picky(tmp_path / "picky.db")
    _append(log, *_rules("a", "hated", "b", "a", "c"), CACHED)
    projector = projector_of(picky, RecognitionCache(path))

    projector.catch_up()

    assert picky.seen() == ["rule_a", "rule_b", "rule_c"]
    assert len(_cache_rows(path)) == 1
    first, second = projector.status()
    assert first.set_aside == (
        SetAside("picky", 2, "rule.disabled: 'cannot stand it'"),
        SetAside("picky", 4, "rule.disabled: UNIQUE constraint failed: seen.rule"),
    )
    assert (first.position, first.lag, second.set_aside) == (6, 0, ())


def test_an_event_that_cannot_be_read_is_set_aside_too(
    log: MemoryEventLog, tmp_path: Path, projector_of: Opener
) -> None:
    picky = Picky(tmp_path / "picky.db")
    _append(log, *_rules("a", "b", "c"))
    log._rows[1] = type(log._rows[1])(2, STREAM, 2, STREAM, "rule.disabled", b"{}")
    projector = projector_of(picky)

    projector.catch_up()

    assert picky.seen() == ["rule_a", "rule_c"]
    [status] = projector.status()
    assert [(e.position, "cannot be read" in e.reason) for e in status.set_aside] == [(2, True)]


def test_a_projection_whose_target_is_gone_waits_and_the_others_do_not(
    log: MemoryEventLog, tmp_path: Path, projector_of: Opener
) -> None:
    unusable, picky = Unusable(), Picky(tmp_path / "picky.db")
    _append(log, *_rules("a", "b"))
    projector = projector_of(unusable, picky)

    assert projector.catch_up() == {"unusable": 0, "picky": 2}
    assert [(s.last_error, s.lag) for s in projector.status()] == [("its disk is full", 2), ("", 0)]
    unusable.usable = True

    assert projector.catch_up() == {"unusable": 2, "picky": 2}
    assert unusable.applied == [1, 2]
    assert projector.status()[0].last_error == ""


def test_a_new_data_directory_has_nothing_to_say(path: Path, projector_of: Opener) -> None:
    projector = projector_of(RecognitionCache(path))

    projector.catch_up()

    assert projector.notices == []


def _missing(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _overwritten(path: Path) -> None:
    path.write_bytes(b"what is this? " * 1000)


def _torn(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\x7f" * 4096  # the header is whole, a page is not
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _somebody_elses(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE letters (body TEXT)")


@pytest.mark.parametrize(
    ("spoil", "says", "kept"),
    [
        (_missing, "was missing", False),
        (_overwritten, "was damaged (set aside as recognition_cache.db.damaged-1)", True),
        (_torn, "was damaged (set aside as recognition_cache.db.damaged-1)", True),
        (_cut, "was damaged (set aside as recognition_cache.db.damaged-1)", True),
        (_somebody_elses, "was damaged (set aside as recognition_cache.db.damaged-1)", True),
    ],
)
def test_a_spoilt_file_is_rebuilt_from_the_log_and_never_deleted(
    *,
    log: MemoryEventLog,
    path: Path,
    projector_of: Opener,
    spoil: Callable[[Path], None],
    says: str,
    kept: bool,
) -> None:
    _append(log, CACHED, HIT, *_rules("a"))
    first = projector_of(RecognitionCache(path))
    first.catch_up()
    before = _cache_rows(path)
    first.close()
    spoil(path)
    spoilt = path.read_bytes() if kept else b""

    projector = projector_of(RecognitionCache(path))
    projector.catch_up()

    assert _cache_rows(path) == before
    assert projector.notices == [f"recognition_cache.db {says} and was rebuilt from 2 events"]
    aside = path.with_name(path.name + ".damaged-1")
    assert aside.exists() == kept
    assert not kept or aside.read_bytes() == spoilt
    projector.catch_up()
    assert len(projector.notices) == 1


def test_a_file_that_vanishes_while_it_is_used_is_made_again(
    log: MemoryEventLog, path: Path, projector_of: Opener
) -> None:
    _append(log, CACHED)
    projector = projector_of(RecognitionCache(path))
    projector.catch_up()
    projector.notices.clear()
    _missing(path)
    _append(log, HIT)

    projector.catch_up()

    assert [row[6] for row in _cache_rows(path)] == [1]
    assert projector.notices == ["recognition_cache.db was missing and was rebuilt from 2 events"]


def test_a_projection_of_another_version_is_rebuilt(
    log: MemoryEventLog, tmp_path: Path, projector_of: Opener
) -> None:
    _append(log, *_rules("a", "b"))
    projector_of(Picky(tmp_path / "picky.db")).catch_up()

    changed = PickyNext(tmp_path / "picky.db")
    projector = projector_of(changed)
    projector.catch_up()

    assert changed.seen() == ["rule_a", "rule_b"]
    assert projector.notices == ["picky.db was of version 1, not 2, and was rebuilt from 2 events"]


def test_a_projection_of_another_log_is_emptied_and_fed_from_this_one(
    log: MemoryEventLog, tmp_path: Path, projector_of: Opener
) -> None:
    _append(log, *_rules("a", "b", "c"))
    projector_of(Picky(tmp_path / "picky.db")).catch_up()
    log._rows.clear()
    log._streams.clear()
    _append(log, *_rules("x"))

    picky = Picky(tmp_path / "picky.db")
    projector = projector_of(picky)
    projector.catch_up()

    assert picky.seen() == ["rule_x"]
    assert "position 3 of a log that ends at 1" in projector.notices[0]


def test_a_rebuild_gives_the_same_rows_and_readers_never_see_half_of_them(
    log: MemoryEventLog, path: Path, projector_of: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "PAGE", 20)
    _append(log, *(CACHED.model_copy(update={"key": f"k{n}"}) for n in range(200)), HIT)
    projector = projector_of(RecognitionCache(path))
    projector.catch_up()
    projector.notices.clear()
    before = _cache_rows(path)
    counts: set[int] = set()
    stop = threading.Event()

    def read() -> None:
        with closing(SQLiteRecognitionStore(path)) as store:
            while not stop.is_set():
                counts.add(len(list(store.entries())))

    reader = threading.Thread(target=read)
    reader.start()
    seen: list[int] = []
    reached = projector.rebuild("recognition_cache", progress=lambda at, _: seen.append(at))
    stop.set()
    reader.join()

    assert reached == {"recognition_cache": 201}
    assert _cache_rows(path) == before
    assert counts == {200}
    assert seen[:2] == [0, 20]
    assert seen[-1] == 201
    assert not path.with_name("recognition_cache.db.rebuild").exists()
    assert projector.notices == []


def test_an_interrupted_rebuild_goes_on_where_it_stopped(
    log: MemoryEventLog, path: Path, projector_of: Opener
) -> None:
    _append(log, CACHED, HIT)
    projector = projector_of(RecognitionCache(path))
    projector.catch_up()
    with closing(RecognitionCache(path).side()) as side:
        side.apply(log.read(limit=1), scanned=1)
    seen: list[int] = []

    projector.rebuild("recognition_cache", progress=lambda at, _: seen.append(at))

    assert seen[0] == 1
    assert [row[6] for row in _cache_rows(path)] == [1]


def test_a_rebuild_gives_events_that_were_set_aside_another_chance(
    log: MemoryEventLog, tmp_path: Path, projector_of: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    picky = Picky(tmp_path / "picky.db")
    _append(log, *_rules("a", "hated"))
    projector = projector_of(picky)
    projector.catch_up()
    monkeypatch.setattr(Picky, "hates", "nothing")

    projector.rebuild("picky")

    assert picky.seen() == ["rule_a", "rule_hated"]
    assert projector.status()[0].set_aside == ()


def test_a_projection_without_a_side_is_reset_and_fed_again(
    log: MemoryEventLog, projector_of: Opener
) -> None:
    unusable = Unusable()
    unusable.usable = True
    _append(log, *_rules("a"))
    projector = projector_of(unusable)
    projector.catch_up()

    assert projector.rebuild("unusable") == {"unusable": 1}
    assert unusable.applied == [1, 1]


def test_an_unknown_projection_is_refused_by_name(projector_of: Opener, path: Path) -> None:
    with pytest.raises(UnknownProjectionError, match="'x'; known: recognition_cache"):
        projector_of(RecognitionCache(path)).rebuild("x")


def test_two_projectors_of_one_file_count_every_event_once(
    log: MemoryEventLog, path: Path, projector_of: Opener
) -> None:
    _append(log, CACHED)
    projectors = [projector_of(RecognitionCache(path)) for _ in range(2)]

    def feed(projector: Projector) -> None:
        for _ in range(30):
            projector.catch_up()

    threads = [threading.Thread(target=feed, args=(p,)) for p in projectors]
    for thread in threads:
        thread.start()
    for _ in range(50):
        _append(log, HIT)
    for thread in threads:
        thread.join()
    projectors[0].catch_up()

    assert [row[6] for row in _cache_rows(path)] == [50]


def test_a_batch_that_does_not_follow_an_emptied_table_is_not_applied(
    log: MemoryEventLog, path: Path
) -> None:
    _append(log, CACHED, HIT, HIT)
    with closing(RecognitionCache(path)) as one, closing(RecognitionCache(path)) as two:
        one.apply(log.read(limit=2), scanned=2)
        one.position()
        two.reset()

        one.apply(log.read(after=2), scanned=3)

        assert one.position() == 0
        assert _cache_rows(path) == []


def test_what_is_recorded_arrives_by_itself_in_the_background(
    log: MemoryEventLog, path: Path, projector_of: Opener
) -> None:
    projector = projector_of(RecognitionCache(path))
    projector.start()
    with closing(GroupCommitJournal(log, SystemClock())) as journal:
        journal.on_commit.append(projector.wake)
        with closing(SQLiteRecognitionStore(path)) as store:
            journal.record(CACHED, request_id="r-1")

            _until(lambda: store.find(KEY))


def test_what_another_process_appends_arrives_too(
    log: MemoryEventLog, path: Path, projector_of: Opener
) -> None:
    projector_of(RecognitionCache(path)).start()

    _append(log, CACHED)

    with closing(SQLiteRecognitionStore(path)) as store:
        _until(lambda: store.find(KEY))


def test_the_background_goes_on_after_the_log_could_not_be_read(
    log: MemoryEventLog, path: Path, projector_of: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = threading.Event()

    def refuse(_: MemoryEventLog) -> int:
        refused.set()
        raise StoreError("the log is locked")

    with monkeypatch.context() as patch:
        patch.setattr(MemoryEventLog, "position", refuse)
        projector_of(RecognitionCache(path)).start()
        assert refused.wait(5)
    _append(log, CACHED)

    with closing(SQLiteRecognitionStore(path)) as store:
        _until(lambda: store.find(KEY))


def test_a_recognition_is_an_event_of_the_cache_only() -> None:
    assert RecognitionCached in RecognitionCache.handles
    assert RecognitionCached not in EntityCatalogue.handles
