"""What a check yields: one outcome for each thing that it looked at."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.independent_client.table import Table


class Outcome(NamedTuple):
    """What was looked at, and what is wrong with it; no problem is a pass."""

    what: str
    problem: str


Check = Callable[[Table], Iterator[Outcome]]


def holds(what: str, condition: object, otherwise: str = "it does not hold") -> Outcome:
    """An outcome from a condition."""
    return Outcome(what, "" if condition else otherwise)
