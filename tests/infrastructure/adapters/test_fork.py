"""A journal and a log belong to the process that opened them; its forked children are told so."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from domain.events import RecognitionHitsRecorded, RuleDisabled
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog

ROOT = Path(__file__).parents[3]
OPENED = """
import multiprocessing, os, sys, threading, warnings
from pathlib import Path
from domain.errors import StoreError
from domain.events import RuleDisabled
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from tests.examples import HITS

warnings.simplefilter("ignore")  # newer Pythons warn of a fork beside threads: it is what we test
path = Path(sys.argv[1])
log = SQLiteEventLog(path)
journal = GroupCommitJournal(log, SystemClock())

def sentence(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except StoreError as error:
        return error.message
    return "no error"
"""
BY_FORK = """
journal.record(RuleDisabled(rule_id="before"), request_id="r")
for _ in range(100):
    journal.record_hit(HITS.hits[0])
child = os.fork()
if child == 0:
    print(sentence(journal.record, RuleDisabled(rule_id="child"), request_id="r"))
    print(sentence(journal.record_hit, HITS.hits[0]))
    print(sentence(log.read))
    journal.flush()
    journal.close()
    log.close()
    own = SQLiteEventLog(path)
    with_own = GroupCommitJournal(own, SystemClock())
    with_own.record(RuleDisabled(rule_id="child"), request_id="r")
    print("exit handlers run now", flush=True)
    sys.exit()
print(os.waitpid(child, 0)[1])
journal.record(RuleDisabled(rule_id="after"), request_id="r")
"""
BY_POOL = """
def work(number):
    return sentence(journal.record, RuleDisabled(rule_id=f"child {number}"), request_id="r")

stop = threading.Event()
def load():
    while not stop.is_set():
        journal.record_hit(HITS.hits[0])
        journal.record(RuleDisabled(rule_id="load"), request_id="r")

threads = [threading.Thread(target=load) for _ in range(4)]
for thread in threads:
    thread.start()
with multiprocessing.get_context("fork").Pool(4) as pool:
    print(*set(pool.map(work, range(8))))
stop.set()
for thread in threads:
    thread.join()
"""


def _said(program: str, path: Path) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", OPENED + program, path],
        check=True,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    ).stdout.splitlines()


def test_a_forked_child_is_refused_and_stores_nothing_of_its_parent_again(tmp_path: Path) -> None:
    path = tmp_path / "events.db"

    said = _said(BY_FORK, path)

    forked = "opened before this process was forked"
    assert said == [
        f"the journal was {forked}",
        f"the journal was {forked}",
        f"{path} cannot be used: it was {forked}; open it again",
        "exit handlers run now",
        "0",
    ]
    with closing(SQLiteEventLog(path)) as log:
        events = [recorded.event for recorded in log.read()]
    rules = [event.rule_id for event in events if isinstance(event, RuleDisabled)]
    hits = [len(event.hits) for event in events if isinstance(event, RecognitionHitsRecorded)]
    assert rules == ["before", "child", "after"]
    assert sum(hits) == 100


@pytest.mark.slow
def test_children_that_are_forked_under_load_do_not_hang(tmp_path: Path) -> None:
    said = _said(BY_POOL, tmp_path / "events.db")

    assert said == ["the journal was opened before this process was forked"]
    with closing(SQLiteEventLog(tmp_path / "events.db")) as log:
        rules = {r.event.rule_id for r in log.read() if isinstance(r.event, RuleDisabled)}
    assert rules == {"load"}
