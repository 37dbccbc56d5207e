"""What does a review cost? Run `make bench ONLY=review`.

A file of 200 lines with all rules of its type, against parsing the same file: median and 95th
percentile of one review, in milliseconds. Expected: p95 at most 10 ms, and a few times `ast.parse`
(every rule shares one tree). Beside it: the largest code that is accepted, in seconds, at most 1.
"""

import ast
import statistics
import time
from collections.abc import Callable

from application.rules import Rules
from benchmarks.harness import measure, report
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import MAX_CODE_BYTES, RE2PatternEngine

HEAD = '''"""Routes of things."""

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy.orm import Session

from app import crud
from app.database import get_session
from app.models import Thing, ThingCreate, ThingRead

router = APIRouter(prefix="/api/things")
'''
ROUTES = '''

@router.post("/{n}", response_model=ThingRead, status_code=status.HTTP_201_CREATED)
def create_{n}(payload: ThingCreate, db: Session = Depends(get_session)) -> ThingRead:
    """Create one."""
    values = payload.model_dump()
    return ThingRead.model_validate(crud.insert(db, Thing, values))


@router.get("/{n}/{{key}}", response_model=ThingRead)
def read_{n}(key: int, db: Session = Depends(get_session)) -> ThingRead:
    """Read one."""
    row = db.get(Thing, key)
    if row is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    return ThingRead.model_validate(row)
'''
LINES = 200
REPEATS = 50  # reviews in one round


def code(*, lines: int = 0, size: int = 0) -> str:
    """Routes of at least that many lines, or of nearly that many bytes."""
    text, number = HEAD, 0
    while text.count("\n") < lines or len(text) + len(ROUTES) + 100 < size:
        text += ROUTES.format(n=f"n{number}")
        number += 1
    return text


def timed(work: Callable[[], object]) -> list[float]:
    """Milliseconds of each of some repetitions."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """Measure and report."""
    rules = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())
    text, largest = code(lines=LINES), code(size=MAX_CODE_BYTES)

    def review() -> object:
        return rules.check(text, "backend", path="routes.py")

    def parse() -> object:
        return ast.parse(text)

    def review_largest() -> float:
        start = time.perf_counter()
        rules.check(largest, "backend", path="routes.py")
        return time.perf_counter() - start

    review()
    figures = [
        measure(
            f"review of {text.count(chr(10))} lines, median, against ast.parse",
            lambda: statistics.median(timed(review)),
            lambda: statistics.median(timed(parse)),
            unit="ms",
            higher_is_better=False,
        ),
        measure(
            f"review of {text.count(chr(10))} lines, p95, against ast.parse",
            lambda: p95(timed(review)),
            lambda: p95(timed(parse)),
            unit="ms",
            at_most=10.0,
            higher_is_better=False,
        ),
        measure(
            f"review of {len(largest) // 1024} kB",
            review_largest,
            unit="s",
            at_most=1.0,
            higher_is_better=False,
        ),
    ]
    report("Review", figures)


if __name__ == "__main__":
    main()
