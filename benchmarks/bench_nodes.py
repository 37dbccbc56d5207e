"""How soon does one node serve what another has cached? `make bench ONLY=nodes`.

Two processes with a data directory each share a log in PostgreSQL (a server of its own is started).
Measured from the call that caches on one node to the answer from the persistent tier of the other.
"""

import multiprocessing
import random
import sqlite3
import statistics
import tempfile
import time
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.bench_postgres import new_store
from benchmarks.harness import Figure, measure, report
from domain.recognition import Intent, Recognition, Source
from infrastructure.bootstrap import Optimizer
from infrastructure.bootstrap.stores import CACHE_FILE
from infrastructure.settings import Settings
from tests.postgres_server import DISK, PostgresServer, postgres_server

REQUESTS = 100  # a round
KIND = Recognition(entity="Kind", intent=Intent.CREATE, confidence=0.9)
_THERE = "SELECT 1 FROM recognition_cache WHERE normalized_request_key = ?"
PROCESSES = multiprocessing.get_context("forkserver")


def main() -> None:
    """Start a server, measure, stop it."""
    with postgres_server(DISK) as server:
        report("nodes that share a log", [node_to_node(server)])


def node_to_node(server: PostgresServer) -> Figure:
    """Milliseconds from the call on one node to the answer on the other, 99 of 100 within."""
    schema = new_store(server).schema
    ours, theirs = PROCESSES.Pipe()
    pauses = random.Random(1)  # noqa: S311 - the same pauses in each run
    numbers = count()

    with tempfile.TemporaryDirectory(dir=DISK, prefix="baes-nodes-") as folder:
        one, two = (
            Settings(
                data_dir=Path(folder) / name,
                event_store=server.address(),
                event_store_schema=schema,
            )
            for name in ("one", "two")
        )
        other = PROCESSES.Process(target=_serve, args=(two, theirs))
        other.start()
        assert ours.recv() == "ready"
        with Optimizer.open(one) as optimizer:

            def p99() -> float:
                taken = []
                for _ in range(REQUESTS):
                    time.sleep(pauses.uniform(0.005, 0.05))
                    text = f"create kinds{next(numbers)} with name, email and age"
                    ours.send((text, optimizer.cache.show(text).key))
                    started = time.monotonic()
                    optimizer.cache.write(text, KIND)
                    served, source = ours.recv()
                    assert source is Source.PERSISTENT, source
                    taken.append((served - started) * 1000)
                return float(statistics.quantiles(taken, n=100)[98])

            figure = measure(
                "node to node, p99", p99, unit="ms", at_most=250, higher_is_better=False
            )
        ours.send(None)
        other.join()
    return figure


def _serve(settings: Settings, asked: Connection) -> None:
    """The other node: says when it has answered a text from its persistent tier."""
    with Optimizer.open(settings) as optimizer:
        optimizer.look_up("list students")  # it is warm
        time.sleep(2)  # and feeds its read models in the background
        table = sqlite3.connect(settings.data_dir / CACHE_FILE, isolation_level=None)
        asked.send("ready")
        while (question := asked.recv()) is not None:
            text, key = question
            while not table.execute(_THERE, [key]).fetchone():  # a lookup would parse, and count
                time.sleep(0.001)
            source = optimizer.look_up(text).source
            asked.send((time.monotonic(), source))


if __name__ == "__main__":
    main()
