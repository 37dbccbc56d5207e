"""Measure a candidate against its limit in the same run: interleaved rounds, medians, min and max.

A figure is a rate or a duration; its ratio is candidate / limit for rates ("higher is better") and
limit / candidate for durations, so that 1.0 always means "as good as the limit".
"""

import json
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results.json"

Round = Callable[[], float]  # one round; returns the figure of that round


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; the fields of results.json."""

    name: str
    value: float
    unit: str
    limit: float | None  # the raw or peer figure of the same run
    ratio: float | None
    target: str
    met: bool
    low: float
    high: float
    rounds: int
    when: str
    machine: str


def measure(
    name: str,
    candidate: Round,
    limit: Round | None = None,
    *,
    unit: str,
    rounds: int = 5,
    min_ratio: float | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    higher_is_better: bool = True,
) -> Figure:
    """Run `rounds` rounds of both in turn. Targets: a ratio to the limit, a floor or a ceiling."""
    own: list[float] = []
    raw: list[float] = []
    for number in range(rounds):
        if limit is not None and number % 2 == 0:  # who goes first alternates
            raw.append(limit())
        own.append(candidate())
        if limit is not None and number % 2 == 1:
            raw.append(limit())
    value = statistics.median(own)
    of_limit = statistics.median(raw) if raw else None
    ratio = None
    if of_limit is not None:
        ratio = value / of_limit if higher_is_better else of_limit / value
    checks = [
        (min_ratio, ratio is not None and min_ratio is not None and ratio >= min_ratio, "ratio >="),
        (at_least, at_least is not None and value >= at_least, ">="),
        (at_most, at_most is not None and value <= at_most, "<="),
    ]
    stated = [(f"{sign} {number:,g}", met) for number, met, sign in checks if number is not None]
    return Figure(
        name=name,
        value=value,
        unit=unit,
        limit=of_limit,
        ratio=ratio,
        target=" and ".join(text for text, _ in stated) or "none",
        met=all(met for _, met in stated),
        low=min(own),
        high=max(own),
        rounds=rounds,
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=machine(),
    )


def machine() -> str:
    """What the figures were measured on."""
    return (
        f"{platform.system()} {platform.machine()}, {_processor()}, Python "
        f"{platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else "unknown processor"


def report(title: str, figures: Sequence[Figure], *, results: Path = RESULTS) -> None:
    """Print the table and add the figures to `results`."""
    table = Table("figure", "median", "min - max", "limit", "ratio", "target", "met", title=title)
    for figure in figures:
        table.add_row(
            figure.name,
            f"{_short(figure.value)} {figure.unit}",
            f"{_short(figure.low)} - {_short(figure.high)}",
            "" if figure.limit is None else _short(figure.limit),
            "" if figure.ratio is None else f"{figure.ratio:.2f}",
            figure.target,
            "yes" if figure.met else "NO",
        )
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    known = json.loads(results.read_text(encoding="utf-8")) if results.exists() else []
    known += [asdict(figure) for figure in figures]
    results.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
