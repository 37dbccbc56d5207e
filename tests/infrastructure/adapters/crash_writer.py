"""Writer processes under load for the crash tests, forked from one warm process.

Each says in its file what it was told: `fact ID` for an acknowledged fact, `hit ID TIME` for a hit
that was taken, `begin TIME` and `end TIME` for a commit; times are the machine's monotonic ones.
"""

import itertools
import multiprocessing
import os
import threading
import time
from collections.abc import Sequence
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from uuid import UUID

from domain.events import Fact, RuleDisabled
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from tests.examples import HITS

FACT_THREADS = 3
HIT_THREADS = 2


def processes() -> ForkServerContext:
    """Starts processes in a millisecond: an import costs more than a whole round of a test."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def start(folder: Path, name: str, *, pause: float = 0.0) -> ForkServerProcess:
    """A writer that writes until it is killed; `pause` in seconds between facts of a thread."""
    process = processes().Process(target=_write, args=(folder, name, pause), daemon=True)
    process.start()
    return process


class _Saying:
    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def __call__(self, *words: object) -> None:
        os.write(self._file, (" ".join(map(str, words)) + "\n").encode())


class _Told(SQLiteEventLog):
    def __init__(self, path: Path, say: _Saying) -> None:
        super().__init__(path)
        self._say = say

    def append(self, stream: UUID, facts: Sequence[Fact], *, expected: int) -> None:
        self._say("begin", time.monotonic())
        super().append(stream, facts, expected=expected)
        self._say("end", time.monotonic())


def _write(folder: Path, name: str, pause: float) -> None:
    say = _Saying(folder / f"{name}.txt")
    journal = GroupCommitJournal(_Told(folder / "events.db", say), SystemClock())

    def facts(thread: int) -> None:
        for number in itertools.count(1):
            rule = f"{name}_{thread}_{number}"
            journal.record(RuleDisabled(rule_id=rule), request_id=rule)
            say("fact", rule)
            time.sleep(pause)

    def hits(thread: int) -> None:
        for number in itertools.count(1):
            request = f"{name}_{thread}_{number}"
            journal.record_hit(HITS.hits[0]._replace(request_id=request))
            say("hit", request, time.monotonic())
            time.sleep(0.002)

    for thread in range(FACT_THREADS):
        threading.Thread(target=facts, args=(thread,), daemon=True).start()
    for thread in range(HIT_THREADS):
        threading.Thread(target=hits, args=(thread,), daemon=True).start()
    threading.Event().wait()
