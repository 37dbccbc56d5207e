"""A process whose disk runs full and is freed again: says what it was told and what is there.

Usage: python -m tests.infrastructure.adapters.full_disk FOLDER   (on a small file system)
"""

import json
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from domain.errors import StoreError
from domain.events import RecognitionHitsRecorded, RuleDisabled
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from tests.examples import HITS

FACT = 4_000  # bytes


def main(folder: Path) -> dict[str, object]:
    """Fill the disk, free it, go on."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(256 * 1024))
    path = folder / "events.db"
    log = SQLiteEventLog(path)
    journal = GroupCommitJournal(log, SystemClock())

    acknowledged, refusal = _fill(journal)
    refused_again = _refusal(journal, "still full")
    for number in range(50):  # taken although nothing can be stored now
        journal.record_hit(HITS.hits[0]._replace(request_id=f"full {number}"))
    time.sleep(0.2)
    while_full = {"healthy": journal.healthy, "readable": log.position()}

    ballast.unlink()
    deadline = time.monotonic() + 30
    while not journal.healthy and time.monotonic() < deadline:  # by itself: nobody records
        time.sleep(0.05)
    after = {"healthy": journal.healthy, "refusal": _refusal(journal, "afterwards")}
    journal.close()
    events = [recorded.event for recorded in log.read(limit=100_000)]
    log.close()
    with closing(sqlite3.connect(path)) as db:
        check = db.execute("PRAGMA integrity_check").fetchone()[0]
    return {
        "acknowledged": acknowledged,
        "refusal": refusal,
        "refused_again": refused_again,
        "while_full": while_full,
        "after": after,
        "facts": [e.rule_id[:20].strip() for e in events if isinstance(e, RuleDisabled)],
        "hits": [
            hit.request_id
            for e in events
            if isinstance(e, RecognitionHitsRecorded)
            for hit in e.hits
        ],
        "check": check,
        "dropped": journal.hits_dropped,
    }


def _fill(journal: GroupCommitJournal) -> tuple[list[str], list[str]]:
    acknowledged: list[str] = []
    while True:
        name = f"fact {len(acknowledged)}"
        journal.record_hit(HITS.hits[0]._replace(request_id=name))
        if refusal := _refusal(journal, name):
            return acknowledged, refusal
        acknowledged.append(name)


def _refusal(journal: GroupCommitJournal, name: str) -> list[str]:
    try:
        journal.record(RuleDisabled(rule_id=f"{name:20}".ljust(FACT, "x")), request_id="r")
    except StoreError as error:
        return [error.message, error.hint]
    return []


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
