"""Does the log take and give back facts at the speed of the disk? Run `make bench ONLY=log`.

Compared in the same run: append with one raw executemany into the same table; durable facts of 32
threads with one commit each; replay to domain events with a raw SELECT and msgspec; projection into
the recognition cache with a raw pull and a folded upsert. Ratios count, not absolute rates.
"""

import sqlite3
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from benchmarks.harness import Figure, measure, report
from benchmarks.samples import cached, hit
from domain.events import Event, Fact, RecognitionHitsRecorded
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_codec import encode
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.sqlite_event_file import PAGE_BYTES
from infrastructure.adapters.sqlite_recorder import CREATE_TABLE, TRIGGERS
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.set_aside import ProjectionErrors

CLOCK = SystemClock()
NOW = datetime.now(UTC)
GROUP = 1_000
THREADS = 32
INSERT = (
    "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
)


def facts(events: list[Event]) -> list[Fact]:
    """The events in envelopes."""
    return [Fact(CLOCK.new_id(), NOW, "r-1", event) for event in events]


@contextmanager
def folder() -> Iterator[Path]:
    """A folder on the disk that is measured."""
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as name:
        yield Path(name)


def raw_store(path: Path) -> sqlite3.Connection:
    """The same table, triggers and pragmas without anything of ours."""
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    for statement in (CREATE_TABLE, *TRIGGERS.values()):
        db.execute(statement)
    return db


def append() -> Figure:
    """Events a second, 1,000 a transaction with full sync; encoding is part of our time."""
    groups = [facts([cached(n * GROUP + m) for m in range(GROUP)]) for n in range(10)]
    encoded = [[encode(fact) for fact in group] for group in groups]

    with folder() as where:
        log, raw = SQLiteEventLog(where / "ours.db"), raw_store(where / "raw.db")

        def ours() -> float:
            stream, started = uuid4(), time.perf_counter()
            for number, group in enumerate(groups):
                log.append(stream, group, expected=number * GROUP)
            return len(groups) * GROUP / (time.perf_counter() - started)

        def limit() -> float:
            stream, started = uuid4().hex, time.perf_counter()
            for number, group in enumerate(encoded):
                first = number * GROUP + 1
                rows = [(stream, first + m, topic, state) for m, (topic, state) in enumerate(group)]
                raw.execute("BEGIN IMMEDIATE")
                raw.executemany(INSERT, rows)
                raw.execute("COMMIT")
            return len(groups) * GROUP / (time.perf_counter() - started)

        with closing(log), closing(raw):
            return measure("append", ours, limit, unit="events/s", rounds=7, min_ratio=0.6)


def hits_recorded() -> list[Figure]:
    """Hits a second through the public call until all are committed, and the call alone."""
    ready = [hit(n) for n in range(100_000)]
    single: list[float] = []

    with folder() as where, closing(SQLiteEventLog(where / "events.db")) as log:

        def through() -> float:
            journal = GroupCommitJournal(log, CLOCK)
            started = time.perf_counter()
            for one in ready:
                journal.record_hit(one)
            journal.close()
            return len(ready) / (time.perf_counter() - started)

        def call() -> float:
            journal, clock, taken = GroupCommitJournal(log, CLOCK), time.perf_counter_ns, []
            for one in ready[:10_000]:
                started = clock()
                journal.record_hit(one)
                taken.append(clock() - started)
            journal.close()
            single.append(statistics.quantiles(taken, n=100)[98] / 1000)
            return statistics.median(taken) / 1000

        return [
            measure("hits recorded, one thread", through, unit="hits/s", at_least=200_000),
            measure("record_hit, p50", call, unit="us", at_most=3, higher_is_better=False),
        ]


def durable() -> list[Figure]:
    """Durable facts a second from 32 threads against one thread that commits each of them.

    For information: 32 threads that commit each, one after another; and how long a lone caller
    waits, against such a commit.
    """
    event = cached(1)

    with folder() as where, closing(SQLiteEventLog(where / "events.db")) as log:
        raw = raw_store(where / "raw.db")
        row = encode(facts([event])[0])
        writing = threading.Lock()

        def ours() -> float:
            with closing(GroupCommitJournal(log, CLOCK)) as journal:

                def write() -> None:
                    for _ in range(60):
                        journal.record(event, request_id="r-1")

                return THREADS * 60 / _in_threads(write, THREADS)

        def single() -> list[float]:
            with closing(GroupCommitJournal(log, CLOCK)) as journal:
                return _each(300, lambda _: journal.record(event, request_id="r-1"))

        def raw_single() -> list[float]:
            stream = uuid4().hex
            return _each(300, lambda number: raw.execute(INSERT, (stream, number + 1, *row)))

        def raw_threads() -> float:
            def write() -> None:
                stream = uuid4().hex
                for version in range(10):
                    with writing:
                        raw.execute(INSERT, (stream, version + 1, *row))

            return THREADS * 10 / _in_threads(write, THREADS)

        def one_thread() -> float:
            return 300 / sum(raw_single())

        name = f"durable facts, {THREADS} threads"
        with closing(raw):
            return [
                measure(name, ours, one_thread, unit="facts/s", rounds=9, min_ratio=3),
                measure(f"one commit each, {THREADS} threads", raw_threads, unit="facts/s"),
                measure(
                    "durable fact, lone caller, p50",
                    lambda: statistics.median(single()) * 1e6,
                    lambda: statistics.median(raw_single()) * 1e6,
                    unit="us",
                    higher_is_better=False,
                ),
            ]


def _each(count: int, call: Callable[[int], object]) -> list[float]:
    """Seconds of each call."""
    clock, taken = time.perf_counter, []
    for number in range(count):
        started = clock()
        call(number)
        taken.append(clock() - started)
    return taken


def _in_threads(work: Callable[[], None], count: int) -> float:
    threads = [threading.Thread(target=work) for _ in range(count)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def replay() -> list[Figure]:
    """Rows a second from the file to domain events: entries, and the hits of flushes."""
    with folder() as where:
        entries, flushes = where / "entries.db", where / "flushes.db"
        with closing(SQLiteEventLog(entries)) as log:
            log.append(uuid4(), facts([cached(n) for n in range(20_000)]), expected=0)
        with closing(SQLiteEventLog(flushes)) as log:
            log.append(uuid4(), facts(_flushes(200)), expected=0)
        return [
            _replay("replay of entries", entries, 1, "events/s"),
            _replay("replay of hits", flushes, GROUP, "hits/s"),
        ]


def _flushes(count: int) -> list[Event]:
    return [
        RecognitionHitsRecorded(hits=tuple(hit(n * GROUP + m) for m in range(GROUP)))
        for n in range(count)
    ]


def _replay(name: str, path: Path, rows_each: int, unit: str) -> Figure:
    with closing(SQLiteEventLog(path)) as log, closing(sqlite3.connect(path)) as raw:
        total = log.position()
        page = GROUP if rows_each == 1 else 20

        def ours() -> float:
            started, after = time.perf_counter(), 0
            while after < total:
                after = log.read(after=after, limit=page)[-1].position
            return total * rows_each / (time.perf_counter() - started)

        def limit() -> float:
            started, after, decoder = time.perf_counter(), 0, msgspec.json.Decoder()
            while after < total:
                rows = raw.execute(
                    "SELECT rowid, originator_id, originator_version, topic, state "
                    "FROM stored_events WHERE rowid > ? ORDER BY rowid LIMIT ?",
                    (after, page),
                ).fetchall()
                for row in rows:
                    decoder.decode(row[4])
                after = rows[-1][0]
            return total * rows_each / (time.perf_counter() - started)

        return measure(name, ours, limit, unit=unit, rounds=5, min_ratio=0.5)


def projection() -> Figure:
    """Hits a second into hit_count, against a raw pull and one folded UPDATE a key and page."""
    with folder() as where, closing(SQLiteEventLog(where / "events.db")) as log:
        log.append(uuid4(), facts([cached(n) for n in range(5_000)]), expected=0)
        log.append(UUID(int=1), facts(_flushes(200)), expected=0)
        cache = RecognitionCache(where / "cache.db")
        projector = Projector(log, [cache], errors=ProjectionErrors(where / "errors.db"))
        projector.catch_up()
        raw = sqlite3.connect(where / "events.db")
        target = sqlite3.connect(where / "cache.db", isolation_level=None)

        def ours() -> float:
            target.execute("UPDATE projection SET position = 5000")
            started = time.perf_counter()
            projector.catch_up()
            return 200 * GROUP / (time.perf_counter() - started)

        def limit() -> float:
            started, decoder = time.perf_counter(), msgspec.json.Decoder()
            rows = raw.execute("SELECT state FROM stored_events WHERE rowid > 5000").fetchall()
            counts = Counter(h[0] for (s,) in rows for h in decoder.decode(s)["payload"]["hits"])
            target.execute("BEGIN IMMEDIATE")
            target.executemany(
                "UPDATE recognition_cache SET hit_count = hit_count + ? "
                "WHERE normalized_request_key = ?",
                [(count, key) for key, count in counts.items()],
            )
            target.execute("COMMIT")
            return 200 * GROUP / (time.perf_counter() - started)

        with closing(raw), closing(target), closing(projector):
            return measure(
                "projection of hits", ours, limit, unit="hits/s", rounds=9, min_ratio=0.6
            )


def main() -> None:
    """Measure and report."""
    figures = [append(), *hits_recorded(), *durable(), *replay(), projection()]
    report("the event log on SQLite", figures)


if __name__ == "__main__":
    main()
