"""What does a recognition cost, and which eviction policy is better? `make bench ONLY=recognition`.

Compared in the same run: a hit in memory (its event recorded) and a hit in the store with a raw
SELECT by key on one open connection, 10,000 rows; 8 threads with one. Hit rates of the policies are
those of a Zipf stream over 1,000 requests with room for 100. Expected: a memory hit is no dearer
than the SELECT, a persistent hit at most 25 times as dear; SIEVE hits more often than LRU.
"""

import gc
import itertools
import random
import sqlite3
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from application.fresh_memory import FreshMemory
from application.ports.memory_tier import Remembered
from application.ports.recogniser import RuleAnswer
from application.ports.recognition_store import CachedRecognition
from application.recognise_rules import RuleRecogniser
from application.recognize import RecognitionService
from baes_optimizer import Optimizer, Settings
from benchmarks.harness import Figure, measure, report
from domain.events import RecognitionCached
from domain.known_entities import NOTHING_KNOWN
from domain.recognition import Source
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_sqlite import SQLiteEventLog
from infrastructure.adapters.eviction_policies import POLICIES
from infrastructure.adapters.journal import GroupCommitJournal
from infrastructure.adapters.lexicon_files import load_lexicons
from infrastructure.adapters.memory_tier import BoundedMemoryTier
from infrastructure.adapters.tagger_nltk import NLTKTagger
from projections.projector import Projector
from projections.recognition_cache import RecognitionCache
from projections.recognition_reader import SQLiteRecognitionStore
from projections.set_aside import ProjectionErrors

ROWS = 10_000
ASKED = 100
ROUND = 5_000
THREADS = 8
RULES = RuleRecogniser(NLTKTagger(), load_lexicons())
CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class Node:
    """A service over real files, and a raw connection to the same cache file."""

    remembering: RecognitionService
    forgetful: RecognitionService  # its memory has no room: every hit is persistent
    raw: sqlite3.Connection
    keys: tuple[str, ...]


def text(number: int) -> str:
    """A request of ordinary size."""
    return f"create thing{number} with name, email, age:int and size (decimal, max 9)"


def turned(number: int) -> str:
    """The same meaning in other words: found by its key, so it is parsed."""
    return f"build a thing{number} app with size (decimal, max 9), name, email and age:int"


def never_seen() -> Iterator[str]:
    """The meanings that are asked for, each time in words that were not used before."""
    parts = ("size (decimal, max 9)", "name", "email", "age:int")
    verbs = ("build", "make", "generate", "develop", "implement", "scaffold", "construct")
    things = ("{}", "the {} entity", "a {} management system", "a system to manage {}")
    polite = ("", "please ", "kindly ")
    for before, verb, thing, order in itertools.product(
        polite, verbs, things, itertools.permutations(parts)
    ):
        for number in range(ASKED):
            named = thing.format(f"thing{number}")
            yield f"{before}{verb} {named} with {', '.join(order[:-1])} and {order[-1]}"


def memory_of(entries: int) -> Callable[[], float]:
    """A round: the bytes that a tier of so many entries takes, as tracemalloc finds them."""

    numbers = itertools.count(1_000_000)  # of requests that nothing else has met

    def round_() -> float:
        tier = BoundedMemoryTier(max_entries=entries)
        now = datetime.now(UTC)
        gc.collect()
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        for number in itertools.islice(numbers, entries):
            tier.put(text(number), remembered(number, now))
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(tier) == entries
        return after - before

    return round_


@contextmanager
def node(folder: Path) -> Iterator[Node]:
    """10,000 entries in the store; the first 100 are asked for."""
    log = SQLiteEventLog(folder / "events.db")
    journal = GroupCommitJournal(log, CLOCK)
    projection = RecognitionCache(folder / "recognition_cache.db")
    store = SQLiteRecognitionStore(folder / "recognition_cache.db")

    def service(max_entries: int) -> RecognitionService:
        return RecognitionService(
            recogniser=RULES,
            memory=FreshMemory(BoundedMemoryTier(max_entries=max_entries)),
            store=store,
            journal=journal,
            clock=CLOCK,
        )

    remembering = service(ASKED)
    entries = [cached(number, remembering) for number in range(ROWS)]
    journal.record(*entries, request_id="bench")
    Projector(log, [projection], errors=ProjectionErrors(folder)).catch_up()
    for number in range(ASKED):
        remembering.recognize(text(number))
    with closing(sqlite3.connect(folder / "recognition_cache.db")) as raw:
        keys = tuple(entry.key for entry in entries[:ASKED])
        yield Node(remembering, service(0), raw, keys)
    journal.close()
    store.close()
    projection.close()
    log.close()


def cached(number: int, service: RecognitionService) -> RecognitionCached:
    """The entry that the rules make of the text."""
    outcome = RULES.recognise(text(number), NOTHING_KNOWN)
    if not isinstance(outcome, RuleAnswer):
        raise SystemExit(f"the benchmark's own request is not read: {outcome}")
    return RecognitionCached(
        key=outcome.key,
        namespace=service.cache_rules.rule_namespace,
        text=text(number),
        recognition=outcome.recognition,
        source=Source.RULES,
    )


def each(work: Callable[[int], object], count: int = ROUND) -> Callable[[], float]:
    """A round that calls `work` with numbers below ASKED; microseconds a call."""

    def round_() -> float:
        numbers = [number % ASKED for number in range(count)]
        started = time.perf_counter()
        for number in numbers:
            work(number)
        return (time.perf_counter() - started) / count * 1e6

    return round_


def lookups(here: Node) -> list[Figure]:
    """Hits beside the raw SELECT, and the cost of a parse."""
    select = "SELECT recognition FROM recognition_cache WHERE normalized_request_key = ?"

    def raw(number: int) -> object:
        return here.raw.execute(select, (here.keys[number],)).fetchone()

    def in_memory(number: int) -> None:
        found = here.remembering.recognize(text(number), request_id="r")
        assert found.source is Source.MEMORY

    def by_text(number: int) -> None:
        found = here.forgetful.recognize(text(number), request_id="r")
        assert found.source is Source.PERSISTENT

    def by_key(number: int) -> None:
        found = here.forgetful.recognize(turned(number), request_id="r")
        assert found.source is Source.PERSISTENT

    wordings = never_seen()

    def by_new_wording(_: int) -> None:
        found = here.forgetful.recognize(next(wordings), request_id="r")
        assert found.source is Source.PERSISTENT

    def parse(_: int) -> None:
        RULES.recognise(next(wordings), NOTHING_KNOWN)

    return [
        measure(
            "recognition: memory hit, event recorded",
            each(in_memory),
            each(raw),
            unit="µs",
            higher_is_better=False,
            min_ratio=1.0,
            rounds=9,
        ),
        measure(
            "recognition: persistent hit, same text",
            each(by_text, 1_000),
            each(raw),
            unit="µs",
            higher_is_better=False,
            min_ratio=1 / 25,
            at_most=1_000,
        ),
        measure(
            "recognition: persistent hit, other wording, asked before",
            each(by_key, 500),
            each(raw),
            unit="µs",
            higher_is_better=False,
            min_ratio=1 / 25,
            at_most=1_000,
            rounds=9,
        ),
        measure(
            "recognition: persistent hit, wording never seen (parse and role key included)",
            each(by_new_wording, 500),
            each(raw),
            unit="µs",
            higher_is_better=False,
            min_ratio=1 / 25,
            at_most=1_000,
            rounds=9,
        ),
        measure(
            "recognition: rules, whole parse and key",
            each(parse, 500),
            unit="µs",
            higher_is_better=False,
            at_most=1_000,
        ),
    ]


def threads(here: Node, count: int) -> float:
    """Memory hits a second of `count` threads together."""
    each_ = 40_000 // count
    texts = [text(number) for number in range(ASKED)]
    together = threading.Barrier(count + 1)

    def ask() -> None:
        together.wait()
        for number in range(each_):
            here.remembering.recognize(texts[number % ASKED], request_id="r")

    workers = [threading.Thread(target=ask) for _ in range(count)]
    for worker in workers:
        worker.start()
    together.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    return each_ * count / (time.perf_counter() - started)


def zipf(exponent: float, seed: int) -> list[int]:
    """20,000 requests over 1,000 meanings."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible stream, no secret
    weights = list(itertools.accumulate(1 / rank**exponent for rank in range(1, 1_001)))
    return chance.choices(range(1_000), cum_weights=weights, k=20_000)


def hit_rate(policy: str, exponent: float) -> Callable[[], float]:
    """A round: the share of a Zipf stream that a tier of 100 entries answers."""
    now = datetime.now(UTC)
    seeds = itertools.count()
    kept = [remembered(number, now) for number in range(1_000)]

    def round_() -> float:
        tier = BoundedMemoryTier(policy=policy)
        hits = 0
        stream = zipf(exponent, next(seeds))
        for number in stream:
            if tier.find_text(str(number), "none", now) is not None:
                hits += 1
            else:
                tier.put(str(number), kept[number])
        return hits / len(stream)

    return round_


def remembered(number: int, now: datetime) -> Remembered:
    """An entry as the service keeps it."""
    outcome = RULES.recognise(text(number), NOTHING_KNOWN)
    if not isinstance(outcome, RuleAnswer):
        raise SystemExit(f"the benchmark's own request is not read: {outcome}")
    entry = CachedRecognition(
        outcome.key, "n", outcome.recognition, now, Source.RULES, text(number), "r"
    )
    return Remembered(outcome.recognition, entry)


def policy_hits(policy: str) -> Callable[[], float]:
    """A round: hits a second of 8 threads on a tier of that policy, without the service."""
    now = datetime.now(UTC)
    tier = BoundedMemoryTier(policy=policy)
    for number in range(ASKED):
        tier.put(str(number), remembered(number, now))
    texts = [str(number) for number in range(ASKED)] * 200

    def ask(together: threading.Barrier) -> None:
        together.wait()
        for said in texts:
            tier.find_text(said, "none", now)

    def round_() -> float:
        together = threading.Barrier(THREADS + 1)
        workers = [threading.Thread(target=ask, args=(together,)) for _ in range(THREADS)]
        for worker in workers:
            worker.start()
        together.wait()
        started = time.perf_counter()
        for worker in workers:
            worker.join()
        return len(texts) * THREADS / (time.perf_counter() - started)

    return round_


def policies() -> list[Figure]:
    """Every policy on the same streams; the limit of a rate is LRU's."""
    found = [
        measure(
            f"memory tier: {policy}, hit rate, Zipf {exponent}",
            hit_rate(policy, exponent),
            hit_rate("lru", exponent),
            unit="share",
            rounds=3,
        )
        for exponent in (0.8, 1.0, 1.2)
        for policy in POLICIES
    ]
    for policy in POLICIES:
        name = f"memory tier: {policy}, 8 threads"
        found.append(measure(name, policy_hits(policy), policy_hits("lru"), unit="hits/s"))
    return found


def through_the_front_door() -> list[Figure]:
    """What a kernel calls: the whole service over a data directory of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Optimizer.open(Settings(data_dir=Path(folder))) as optimizer,
    ):
        for number in range(ASKED):
            optimizer.recognize(text(number))
        time.sleep(1.5)  # the read models are fed in the background from now on
        with closing(sqlite3.connect(Path(folder) / "recognition_cache.db")) as db:
            select = "SELECT recognition FROM recognition_cache WHERE normalized_request_key = ?"
            keys = [
                str(key)
                for (key,) in db.execute("SELECT normalized_request_key FROM recognition_cache")
            ]
            return [
                measure(
                    "recognition: Optimizer.recognize, hit in memory",
                    each(lambda number: optimizer.recognize(text(number))),
                    each(lambda number: db.execute(select, (keys[number],)).fetchone()),
                    unit="µs",
                    higher_is_better=False,
                    rounds=9,
                )
            ]


def main() -> None:
    """Print the table and keep the figures."""
    with tempfile.TemporaryDirectory() as folder, node(Path(folder)) as here:
        figures = lookups(here)
        figures += [
            measure(
                f"recognition: memory hits, {count} threads",
                lambda count=count: threads(here, count),  # type: ignore[misc]
                lambda: threads(here, 1),
                unit="hits/s",
                min_ratio=0.7,
            )
            for count in (THREADS, 64)
        ]
    figures += [
        measure(
            f"memory tier: {entries:,} entries",
            memory_of(entries),
            unit="bytes",
            rounds=3,
            higher_is_better=False,
            at_most=limit,
        )
        for entries, limit in ((100, 1_000_000), (10_000, 30_000_000))
    ]
    report("Recognition", [*figures, *through_the_front_door(), *policies()])


if __name__ == "__main__":
    main()
