"""How often does the cache answer in simulated sessions, and is it ever wrong?
`make bench ONLY=sessions`.

180 sessions over three schemas (`benchmarks/sessions.py` says how they are drawn), three times with
other seeds. The limit of a hit rate is the ceiling: what a perfect recogniser would reach on the
same requests. Expected: at least 40 % in session, where each begins with an empty cache, and 65 %
across sessions, where one cache serves all; no false hit and no wrong answer. Without a model: what
the rules do not read is a miss each time.
"""

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.harness import Figure, Round, measure, report
from benchmarks.session_judge import Tally, across_sessions, in_session
from benchmarks.sessions import Rates, ceilings, exact_text, sessions

SEEDS = 3


@dataclass(frozen=True, slots=True)
class Run:
    """What came of the sessions of one seed."""

    ceilings: Rates
    exact: Rates
    fresh: Tally
    kept: Tally


@functools.cache
def run(seed: int) -> Run:
    """Ask them all, with a cache for each session and with one for all."""
    asked = list(sessions(seed))
    return Run(ceilings(asked), exact_text(asked), in_session(asked), across_sessions(asked))


def each(figure: Callable[[Run], float]) -> Round:
    """A round is a seed."""
    seeds = itertools.count(1)
    return lambda: figure(run(next(seeds)))


def rates() -> list[Figure]:
    """The cache and the exact text beside the ceiling."""
    rate = functools.partial(measure, unit="share", rounds=SEEDS)
    return [
        rate(
            "sessions: hit rate in session",
            each(lambda run: run.fresh.hit_rate),
            each(lambda run: run.ceilings.in_session),
            at_least=0.40,
        ),
        rate(
            "sessions: exact text in session",
            each(lambda run: run.exact.in_session),
            each(lambda run: run.ceilings.in_session),
        ),
        rate(
            "sessions: hit rate across sessions",
            each(lambda run: run.kept.hit_rate),
            each(lambda run: run.ceilings.across),
            at_least=0.65,
        ),
        rate(
            "sessions: exact text across sessions",
            each(lambda run: run.exact.across),
            each(lambda run: run.ceilings.across),
        ),
    ]


def faults() -> list[Figure]:
    """What must not happen, and among how many requests; the rules answer what no tier has."""
    count = functools.partial(measure, rounds=SEEDS)
    return [
        count(
            "sessions: false hits",
            each(lambda run: len(run.fresh.false_hits) + len(run.kept.false_hits)),
            unit="hits",
            at_most=0,
            higher_is_better=False,
        ),
        count(
            "sessions: wrong answers of the rules",
            each(lambda run: len(run.fresh.wrong_answers) + len(run.kept.wrong_answers)),
            unit="answers",
            at_most=0,
            higher_is_better=False,
        ),
        count(
            "sessions: requests that the rules do not read",
            each(lambda run: run.kept.unread / run.kept.requests),
            unit="share",
            higher_is_better=False,
        ),
        count("sessions: requests", each(lambda run: run.kept.requests), unit="requests"),
    ]


def main() -> None:
    """Print the table, keep the figures, and show every fault."""
    report("Simulated sessions", [*rates(), *faults()])
    for seed in range(1, SEEDS + 1):
        for tally in (run(seed).fresh, run(seed).kept):
            for fault in (*tally.false_hits, *tally.wrong_answers):
                print(fault)


if __name__ == "__main__":
    main()
