"""Comparisons of one entity: do they hold of some values, do they contradict each other?"""

import operator
from collections.abc import Callable, Iterable
from typing import Any

from domain.business_rules.meanings import Comparison, Sign

HOLDS: dict[Sign, Callable[[Any, Any], bool]] = {
    Sign.GREATER: operator.gt,
    Sign.AT_LEAST: operator.ge,
    Sign.LESS: operator.lt,
    Sign.AT_MOST: operator.le,
    Sign.DIFFERENT: operator.ne,
}
_REVERSED = {Sign.LESS: Sign.GREATER, Sign.AT_MOST: Sign.AT_LEAST}


def downwards(comparisons: Iterable[Comparison]) -> list[tuple[str, str, bool]]:
    """(greater, less, strictly) of every comparison that orders two fields."""
    edges = []
    for one in comparisons:
        high, low, sign = one.left, one.right, one.sign
        if sign in _REVERSED:
            high, low, sign = low, high, _REVERSED[sign]
        if sign is not Sign.DIFFERENT:
            edges.append((high, low, sign is Sign.GREATER))
    return edges


def contradiction(comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    """Fields each of which would have to be more than the next; empty where there are none."""
    edges = downwards(comparisons)
    for high, low, strict in edges:
        if strict and (path := _path(low, high, edges)):
            return (high, *path[:-1])
    return ()


def _path(start: str, end: str, edges: list[tuple[str, str, bool]]) -> tuple[str, ...]:
    waiting: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while waiting:
        path = waiting.pop()
        if path[-1] == end:
            return path
        for high, low, _ in edges:
            if high == path[-1] and low not in seen:
                seen.add(low)
                waiting.append((*path, low))
    return ()
