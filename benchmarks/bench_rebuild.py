"""How long does it take to build the read models anew? Run `make bench ONLY=rebuild`.

The log holds 1,000,000 events as builds of three real schemas write them (`samples.py`), with
lookups between. The recognition cache and the metrics are rebuilt beside themselves, as
`baes-opt projection rebuild` does it, in a process of its own whose memory is measured. Expected:
both together within 20 seconds and 300 MB.
"""

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from application.ports.projection import Projection
from benchmarks import samples
from benchmarks.harness import Figure, measure, report
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from projections.metrics_duckdb import MetricsDuckDB
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.set_aside import ProjectionErrors

EVENTS = 1_000_000
ROUNDS = 3
INSERT = (
    "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
)


def fill(path: Path) -> None:
    """The log that is replayed; written without syncs, because writing is not what is measured."""
    SQLiteEventLog(path).close()
    stream, version = uuid4().hex, 0
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        for portion in samples.work(EVENTS):
            rows = [(stream, version + n, *row) for n, row in enumerate(portion, start=1)]
            db.executemany(INSERT, rows)
            version += len(portion)
        db.execute("COMMIT")


def rebuild(folder: Path) -> None:
    """Rebuild both and print seconds and megabytes: what the measuring process reads."""
    log = SQLiteEventLog(folder / "events.db")
    cache = folder / "recognition_cache.db"
    models: list[Projection] = [RecognitionCache(cache), MetricsDuckDB(folder)]
    projector = Projector(log, models, errors=ProjectionErrors(folder / "errors.db"))
    started = time.perf_counter()
    projector.rebuild()
    taken = time.perf_counter() - started
    projector.close()
    log.close()
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measured(folder: Path) -> list[Figure]:
    """Both figures, of `ROUNDS` processes."""
    megabytes: list[float] = []

    def seconds() -> float:
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.bench_rebuild", str(folder)],
            check=True,
            capture_output=True,
            text=True,
        )
        taken, peak = map(float, ran.stdout.split())
        megabytes.append(peak)
        return taken

    name = f"rebuild from {EVENTS:,} events"
    return [
        measure(name, seconds, unit="s", rounds=ROUNDS, at_most=20, higher_is_better=False),
        measure(f"{name}, peak memory", lambda: max(megabytes), unit="MB", rounds=1, at_most=300),
    ]


def main() -> None:
    """Measure and report."""
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as name:
        fill(Path(name) / "events.db")
        report("rebuilding the read models", measured(Path(name)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        rebuild(Path(sys.argv[1]))
    else:
        main()
