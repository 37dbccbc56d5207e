"""A process under load for the crash tests: says each durable fact that was acknowledged.

Usage: python -m tests.infrastructure.adapters.crash_writer DATA_DIR NAME
"""

import sys
import threading
from pathlib import Path

from domain.events import RuleDisabled
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from tests.examples import HITS

THREADS = 4


def main() -> None:
    """Write until killed."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    journal = GroupCommitJournal(SQLiteEventLog(folder / "events.db"), SystemClock())
    saying = threading.Lock()

    def write(thread: int) -> None:
        number = 0
        while True:
            number += 1
            rule = f"{name}_{thread}_{number}"
            journal.record(RuleDisabled(rule_id=rule), request_id=rule)
            journal.record_hit(HITS.hits[0])
            with saying:
                sys.stdout.write(rule + "\n")
                sys.stdout.flush()

    for thread in range(THREADS):
        threading.Thread(target=write, args=(thread,), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
