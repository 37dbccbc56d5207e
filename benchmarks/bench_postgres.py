"""Does PostgreSQL take the hits of several processes? `make bench ONLY=postgres`.

It starts a server of its own. Compared in the same run: hits of four processes with four that
insert ready-made flushes under the library's table lock; append with a raw executemany into the
same table; replay with a raw SELECT and msgspec. Ratios count, not absolute rates.
"""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from typing import Any
from uuid import uuid4

import msgspec
import psycopg

from benchmarks.bench_log import CLOCK, GROUP, facts
from benchmarks.harness import Figure, measure, report
from benchmarks.samples import cached, hit
from domain.events import RecognitionHitsRecorded
from infrastructure.adapters.event_codec import encode
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_migration import migrate
from tests.postgres_server import DISK, PostgresServer, postgres_server

WRITERS = 4
HITS = 50_000  # a writer and round
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


def main() -> None:
    """Start a server, measure, stop it."""
    with postgres_server(DISK) as server:
        report(
            "PostgreSQL event store",
            [hits_recorded(server), append(server), replay(server)],
        )


def new_store(server: PostgresServer) -> PostgresAddress:
    """An empty store in a schema of its own."""
    address = server.new_store()
    migrate(address)
    return address


# four writers


def _record_hits(address: PostgresAddress, ready: Connection) -> None:
    """Through the public call until all are committed."""
    hits = [hit(n) for n in range(HITS)]
    with closing(PostgresEventLog(address)) as log:
        journal = GroupCommitJournal(log, CLOCK)
        _when_told(ready)
        for one in hits:
            journal.record_hit(one)
        journal.close()
        ready.send("done")


def _insert_flushes(address: PostgresAddress, ready: Connection) -> None:
    """Plain psycopg: ready-made rows, four flushes a transaction, the library's table lock."""
    hits = [hit(n) for n in range(HITS)]
    flushes = [
        RecognitionHitsRecorded(hits=tuple(hits[n : n + GROUP])) for n in range(0, HITS, GROUP)
    ]
    stream = uuid4()
    rows = [(stream, n, *encode(fact)) for n, fact in enumerate(facts([*flushes]), start=1)]
    with psycopg.connect(address.conninfo, autocommit=True) as db, db.cursor() as cursor:
        _when_told(ready)
        for first in range(0, len(rows), 4):
            with db.pipeline(), db.transaction():
                db.execute(f"LOCK TABLE {_table(address)} IN EXCLUSIVE MODE")
                cursor.executemany(_insert(address), rows[first : first + 4])
        ready.send("done")


def _when_told(ready: Connection) -> None:
    ready.send("ready")
    ready.recv()


def hits_recorded(server: PostgresServer) -> Figure:
    """Hits a second of four processes together."""
    ours, raw = new_store(server), new_store(server)
    return measure(
        "hits recorded, 4 processes",
        lambda: _together(_record_hits, ours),
        lambda: _together(_insert_flushes, raw),
        unit="hits/s",
        rounds=5,
        at_least=80_000,
    )


def _together(
    work: Callable[[PostgresAddress, Connection], None], address: PostgresAddress
) -> float:
    ends = [PROCESSES.Pipe() for _ in range(WRITERS)]
    writers = [PROCESSES.Process(target=work, args=(address, end)) for _, end in ends]
    for writer in writers:
        writer.start()
    for ours, _ in ends:
        assert ours.recv() == "ready"
    started = time.perf_counter()
    for ours, _ in ends:
        ours.send("go")
    for ours, _ in ends:
        assert ours.recv() == "done"
    taken = time.perf_counter() - started
    for writer in writers:
        writer.join()
    return WRITERS * HITS / taken


# one writer, one reader


def _table(address: PostgresAddress) -> str:
    return f"{address.schema}.stored_events"


def _insert(address: PostgresAddress) -> str:
    columns = "originator_id, originator_version, topic, state"
    return f"INSERT INTO {_table(address)} ({columns}) VALUES (%s, %s, %s, %s)"  # noqa: S608 - our own schema


def append(server: PostgresServer) -> Figure:
    """Events a second, 1,000 a transaction, synced; encoding is part of our time."""
    groups = [facts([cached(n * GROUP + m) for m in range(GROUP)]) for n in range(10)]
    encoded = [[encode(fact) for fact in group] for group in groups]
    ours_at, raw_at = new_store(server), new_store(server)

    def ours() -> float:
        stream, started = uuid4(), time.perf_counter()
        for number, group in enumerate(groups):
            log.append(stream, group, expected=number * GROUP)
        return len(groups) * GROUP / (time.perf_counter() - started)

    def limit() -> float:
        stream, started = uuid4(), time.perf_counter()
        for number, group in enumerate(encoded):
            first = number * GROUP + 1
            rows = [(stream, first + m, topic, state) for m, (topic, state) in enumerate(group)]
            with raw.transaction(), raw.cursor() as cursor:
                cursor.executemany(_insert(raw_at), rows)
        return len(groups) * GROUP / (time.perf_counter() - started)

    with (
        closing(PostgresEventLog(ours_at)) as log,
        psycopg.connect(raw_at.conninfo, autocommit=True) as raw,
    ):
        return measure(
            "append to PostgreSQL", ours, limit, unit="events/s", rounds=7, min_ratio=0.6
        )


def replay(server: PostgresServer) -> Figure:
    """Rows a second from the database to domain events."""
    address = new_store(server)
    with closing(PostgresEventLog(address)) as log:
        log.append(uuid4(), facts([cached(n) for n in range(20_000)]), expected=0)
        total = log.position()

        def ours() -> float:
            started, after = time.perf_counter(), 0
            while after < total:
                after = log.read(after=after, limit=GROUP)[-1].position
            return total / (time.perf_counter() - started)

        def limit() -> float:
            started, after, decoder = time.perf_counter(), 0, msgspec.json.Decoder()
            while after < total:
                rows: list[Any] = cursor.execute(_page(address), (after, GROUP)).fetchall()
                for row in rows:
                    decoder.decode(row[4])
                after = rows[-1][0]
            return total / (time.perf_counter() - started)

        with psycopg.connect(address.conninfo) as raw, raw.cursor(binary=True) as cursor:
            return measure(
                "replay from PostgreSQL", ours, limit, unit="events/s", rounds=5, min_ratio=0.5
            )


def _page(address: PostgresAddress) -> str:
    return (
        "SELECT notification_id, originator_id, originator_version, topic, state"  # noqa: S608 - as above
        f" FROM {_table(address)} WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
    )


if __name__ == "__main__":
    main()
