"""What does a hit in memory cost here, and what elsewhere? `make bench ONLY=peers`.

A hit of our memory tier, with and without its event recorded in a log on disk, beside a hit of
cachebox, diskcache, LiteLLM, GPTCache and DSPy, which record nothing or a counter: one thread and
eight, each in turn with a raw dict, which is the limit. All hold 10,000 entries with the same keys
(60 characters) and values (a recognition, 490 bytes as JSON), asked for in no order. Then eight
equal misses at the same time: how often is the answer computed, where a library has a call that
gets or computes? And does a caller that changes what it was given change the entry for all others?
Expected: without the event a few times a raw dict; with it dearer than a cache that keeps no
account, cheaper than DSPy and GPTCache; one computation; no change.

The others are installed by `make bench` only, from `requirements-peers.lock`, in which no version
differs from `requirements.lock`. One that cannot be imported is named and left out.
"""

import itertools
import os
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import FrozenInstanceError
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from application.fresh_memory import FreshMemory
from application.ports.memory_tier import Remembered
from application.ports.recogniser import RuleAnswer, Unparsed
from application.ports.recognition_store import CachedRecognition
from application.recognise_rules import RuleRecogniser
from application.recognize import RecognitionService
from application.recognized import Recognized
from benchmarks.harness import Figure, Round, measure, report
from benchmarks.peers import OFFLINE, Compute, Peer, Value, open_peers, version
from domain.known_entities import NOTHING_KNOWN, KnownEntities
from domain.recognition import Source
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.lexicon_files import load_lexicons
from infrastructure.adapters.memory_tier import BoundedMemoryTier
from infrastructure.adapters.recognition_store_memory import MemoryRecognitionStore
from infrastructure.adapters.tagger_nltk import NLTKTagger

OURS = "ours, event recorded"
TIER = "ours, memory tier alone"
RAW = "raw dict"
ENTRIES = 10_000
ROUND = 2_000
THREADS = 8
REQUEST = "create thing{:04} with name, email, age:int and price:decimal"
KEYS = tuple(REQUEST.format(number) for number in range(ENTRIES))
NEW_KEY = REQUEST.format(ENTRIES)
ATTRIBUTES = (("name", "string"), ("email", "email"), ("age", "integer"), ("price", "decimal"))
SECONDS = 0.05  # that an answer takes when eight ask at the same time


class Rules(RuleRecogniser):
    """The rules, which tell somebody each time that they are asked."""

    def __init__(self) -> None:
        super().__init__(NLTKTagger(), load_lexicons())
        self.tell: Compute = value_of

    def recognise(self, text: str, known: KnownEntities) -> RuleAnswer | Unparsed:
        self.tell(text)
        return super().recognise(text, known)


def value_of(key: str) -> Value:
    """What the key means, as a cache that knows no classes of ours keeps it."""
    return {
        "entity": key.split()[1].capitalize(),
        "intent": "create",
        "confidence": 0.95,
        "change": None,
        "scope": "entity",
        "relationship": None,
        "attributes": [
            {"name": name, "type": kind, "required": True, "unique": False, "default": None}
            for name, kind in ATTRIBUTES
        ],
    }


@contextmanager
def ours(folder: Path) -> Iterator[dict[str, Peer]]:
    """The service, whose hits go to a log on disk, and the memory tier that it asks."""
    rules, clock = Rules(), SystemClock()
    log = SQLiteEventLog(folder / "events.db")
    journal = GroupCommitJournal(log, clock)
    memory = BoundedMemoryTier(max_entries=ENTRIES + 1, max_bytes=1_000_000_000)
    for key in KEYS:
        memory.put(key, remembered(key, rules, clock.now()))
    service = RecognitionService(
        recogniser=rules,
        memory=FreshMemory(memory),
        store=MemoryRecognitionStore(),
        journal=journal,
        clock=clock,
    )
    ask = partial(service.recognize, request_id="r")

    def remembering(compute: Compute) -> Callable[[str], Recognized]:
        rules.tell = compute
        return ask

    now = clock.now()
    tier = Peer(lambda key: memory.find_text(key, NOTHING_KNOWN.fingerprint, now))
    yield {OURS: Peer(ask, remembering), TIER: tier}
    journal.close()
    log.close()


def remembered(key: str, rules: Rules, now: datetime) -> Remembered:
    """An entry as the service keeps it."""
    outcome = rules.recognise(key, NOTHING_KNOWN)
    if not isinstance(outcome, RuleAnswer):
        raise SystemExit(f"the benchmark's own request is not read: {outcome}")
    entry = CachedRecognition(
        outcome.key, "n", outcome.recognition, now, Source.RULES, text=key, request_id="r"
    )
    return Remembered(outcome.recognition, entry)


def asked(seed: int) -> list[str]:
    """Keys as callers bring them: in no order, each a string of its own that has no hash yet."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible order, no secret
    return [REQUEST.format(chance.randrange(ENTRIES)) for _ in range(ROUND)]


def hits(peer: Peer) -> Round:
    """A round of hits; microseconds each."""

    seeds = itertools.count()

    def round_() -> float:
        keys, hit = asked(next(seeds)), peer.hit
        started = time.perf_counter()
        for key in keys:
            hit(key)
        return (time.perf_counter() - started) / len(keys) * 1e6

    return round_


def hits_of_threads(peer: Peer) -> Round:
    """A round of hits by eight threads together; hits a second."""

    def ask(keys: list[str]) -> None:
        hit = peer.hit
        for key in keys:
            hit(key)

    def round_() -> float:
        return ROUND * THREADS / together([partial(ask, asked(n)) for n in range(THREADS)])

    return round_


def together(works: Sequence[Callable[[], object]]) -> float:
    """A thread for each, at the same time; seconds until the last one is done."""
    start = threading.Barrier(len(works) + 1)

    def run(work: Callable[[], object]) -> None:
        start.wait()
        work()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    start.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def computations(peer: Peer) -> int | None:
    """How often eight threads that ask the same new key have it computed; None: nobody can say."""
    if peer.remembering is None:
        return None
    computed: list[str] = []

    def compute(key: str) -> Value:
        computed.append(key)
        time.sleep(SECONDS)
        return value_of(KEYS[0])

    ask = peer.remembering(compute)
    together([partial(ask, NEW_KEY)] * THREADS)
    return len(computed)


def is_changed(peer: Peer) -> bool:
    """Whether a caller that changes what it was given changes it for the next caller."""
    found = peer.hit(KEYS[0])
    try:
        if isinstance(found, Recognized | Remembered) and found.recognition is not None:
            found.recognition.attributes[0].name = "changed"  # type: ignore[misc]
        else:
            found["attributes"][0]["name"] = "changed"
    except (TypeError, FrozenInstanceError):  # it is text, or frozen
        return False
    return bool(peer.hit(KEYS[0])["attributes"][0]["name"] == "changed")


def figures(name: str, peer: Peer, raw: Peer) -> list[Figure]:
    """One and eight threads beside the raw dict."""
    return [
        measure(
            f"peers: {name}, hit",
            hits(peer),
            hits(raw),
            unit="µs",
            rounds=9,
            higher_is_better=False,
        ),
        measure(
            f"peers: {name}, {THREADS} threads",
            hits_of_threads(peer),
            hits_of_threads(raw),
            unit="hits/s",
        ),
    ]


def compare(name: str, peer: Peer, table: Table) -> list[Figure]:
    """A line of the table of what is no matter of time, and its figures for our own."""
    computed, changed = computations(peer), is_changed(peer)
    says = "no such call" if computed is None else str(computed)
    table.add_row(name, version(name), says, "yes" if changed else "no")
    if name != OURS or computed is None:
        return []
    return [
        measure(
            f"peers: {name}, computations for {THREADS} equal misses",
            lambda: computed,
            unit="computations",
            rounds=1,
            at_most=1,
            higher_is_better=False,
        ),
        measure(
            f"peers: {name}, entries changed by a caller",
            lambda: float(changed),
            unit="entries",
            rounds=1,
            at_most=0,
            higher_is_better=False,
        ),
    ]


def main() -> None:
    """Print both tables and keep the figures."""
    table = Table("cache", "version", f"computed for {THREADS} equal misses", "a caller changes it")
    with tempfile.TemporaryDirectory() as name, ours(Path(name)) as own:
        os.environ.update(OFFLINE)
        others = open_peers({key: value_of(key) for key in KEYS}, Path(name))
        raw = others[RAW]
        assert raw is not None
        found: dict[str, Peer | None] = {**own, **others}
        measured: list[Figure] = []
        for each, peer in found.items():
            if peer is not None:
                measured += figures(each, peer, raw)
        for each, peer in found.items():
            if peer is None:
                table.add_row(each, "not installed", "", "")
            else:
                measured += compare(each, peer, table)
    report("Side by side", measured)
    Console().print(table)


if __name__ == "__main__":
    main()
