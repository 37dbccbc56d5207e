"""What does a review cost? Run `make bench ONLY=review`.

200 lines of our own artefacts of each SWEA type with all rules of the type: median and 95th
percentile of one review, against parsing (SQL: running) the same text. Expected: p95 at most 10 ms,
and a few times the parser (every rule shares one tree). Then the largest code that is accepted, at
most 1 s; the slowest of the patterns that stall other engines, at most 100 ms; and shares: of the
time that goes into reading the code, and of artefacts that need no model's review.
"""

import ast
import re
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial

from application.rules import Rules
from benchmarks.harness import Figure, measure, report
from domain.review import Outcome
from domain.rules.python_source import read_python
from domain.rules.sql_source import read_sql
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import MAX_CODE_BYTES, RE2PatternEngine
from tests.stalling import STALLING, Stalling, rule_of
from tests.templates.systems import generation

SCHEMAS = ("chinook", "northwind", "sakila")
LINES = 200
REPEATS = 40  # reviews in one round
PARTS = {  # what the samples are made of
    "backend": ("app/models/film.py", "app/routes/film.py"),
    "frontend": ("ui/components/film_form.py", "ui/components/film_table.py"),
    "test": ("tests/test_film.py",),
    "database": ("schema.sql",),
}
RULES = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())


def whole(swea_type: str) -> str:
    """The artefacts of one entity in one text; the schema is that of all of them."""
    files = {file.path: file.text for file in generation("sakila").files}
    return "\n\n".join(files[path] for path in PARTS[swea_type])


def sample(swea_type: str) -> str:
    """About 200 lines: whole blocks of the text above."""
    text = ""
    for block in whole(swea_type).split("\n\n"):
        if text.count("\n") + block.count("\n") > LINES and _can_be_read(text, swea_type):
            break
        text += block + "\n\n"
    return text


def _can_be_read(text: str, swea_type: str) -> bool:
    try:
        read(text, swea_type)
    except SyntaxError:
        return False
    return True


def largest(swea_type: str) -> str:
    """Copies of the text above, as many as are accepted; each table has a name of its own."""
    copies: list[str] = []
    size = 0
    while True:
        text = whole(swea_type)
        if swea_type == "database":
            text = re.sub(r'"(\w+)"', rf'"\1_{len(copies)}"', text)
        size += len(text.encode()) + 2
        if size > MAX_CODE_BYTES:
            return "\n\n".join(copies)
        copies.append(text)


def path_of(swea_type: str) -> str:
    """A path that tells the language."""
    return PARTS[swea_type][0]


def read(text: str, swea_type: str) -> None:
    """What any judge of the code has to do first."""
    if swea_type == "database":
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.executescript(text)
    else:
        ast.parse(text)


def timed(work: Callable[[], object]) -> list[float]:
    """Milliseconds of each of some repetitions."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def p95(times: list[float]) -> float:
    """All but one in twenty are faster."""
    return statistics.quantiles(times, n=20)[-1]


def of_a_file(swea_type: str) -> list[Figure]:
    """Median and p95 of the sample."""
    text, path = sample(swea_type), path_of(swea_type)

    def review() -> object:
        return RULES.check(text, swea_type, path=path)

    def parse() -> None:
        read(text, swea_type)

    review()
    name = f"{swea_type}: {text.count(chr(10))} lines"
    return [
        measure(
            f"{name}, median",
            lambda: statistics.median(timed(review)),
            lambda: statistics.median(timed(parse)),
            unit="ms",
            higher_is_better=False,
        ),
        measure(
            f"{name}, p95",
            lambda: p95(timed(review)),
            lambda: p95(timed(parse)),
            unit="ms",
            at_most=10.0,
            higher_is_better=False,
        ),
    ]


def of_the_largest(swea_type: str) -> Figure:
    """One review of as much as is accepted."""
    text, path = largest(swea_type), path_of(swea_type)

    def review() -> float:
        start = time.perf_counter()
        RULES.check(text, swea_type, path=path)
        return time.perf_counter() - start

    size = len(text.encode()) // 1024
    return measure(f"{swea_type}: {size} kB", review, unit="s", at_most=1.0, higher_is_better=False)


def of_the_slowest_pattern() -> Figure:
    """A user's rule for each of the stalling patterns; the slowest review of them all."""

    def review(one: Stalling) -> float:
        rule = rule_of(required=(one.pattern,))
        start = time.perf_counter()
        RULES.check(one.code, "backend", rules=[rule])
        return (time.perf_counter() - start) * 1000

    return measure(
        f"slowest of {len(STALLING)} stalling patterns",
        lambda: max(review(one) for one in STALLING),
        unit="ms",
        at_most=100.0,
        higher_is_better=False,
    )


def share_of_reading() -> Figure:
    """How much of a review goes into the tree, or the tables, that all rules share."""

    def share() -> float:
        reading = reviewing = 0.0
        for swea_type in PARTS:
            text, path = sample(swea_type), path_of(swea_type)
            reader = read_sql if swea_type == "database" else read_python
            reading += statistics.median(timed(partial(reader, text)))
            reviewing += statistics.median(timed(partial(RULES.check, text, swea_type, path=path)))
        return 100 * reading / reviewing

    return measure("share of reading the code", share, unit="%", higher_is_better=False)


def share_without_a_model() -> Figure:
    """Our own artefacts about which the rules are sure."""
    files = [
        file
        for schema in SCHEMAS
        for file in generation(schema).files
        if file.entity is not None and file.path.endswith(".py")
    ]

    def share() -> float:
        outcomes = [RULES.check(f.text, f.swea_type, path=f.path).outcome for f in files]
        return 100 * sum(o is not Outcome.UNCERTAIN for o in outcomes) / len(outcomes)

    return measure(
        f"share of {len(files)} artefacts without a model", share, unit="%", rounds=1, at_least=90.0
    )


def main() -> None:
    """Measure and report."""
    figures = [figure for swea_type in PARTS for figure in of_a_file(swea_type)]
    figures += [of_the_largest(swea_type) for swea_type in PARTS]
    figures += [of_the_slowest_pattern(), share_of_reading(), share_without_a_model()]
    report("Review", figures)


if __name__ == "__main__":
    main()
