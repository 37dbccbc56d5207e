"""How a block of Python can end: by what it raises, returns, or by running into what follows.

Read from the structure alone: no condition is evaluated, so every branch may be taken.
"""

import ast
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

STOPS = frozenset({"exit", "_exit", "abort", "fail", "skip", "stop", "rerun", "switch_page"})


class End(Enum):
    """One way in which a block ends."""

    FALLS = "runs into what follows"
    RAISES = "raises, or ends the run"
    RETURNS = "returns"
    LEAVES = "breaks or continues a loop"


def ends(block: Sequence[ast.stmt]) -> set[End]:
    """Every way in which the block may end; what stands behind its end is not reached."""
    found: set[End] = set()
    for statement in block:
        now = _ends_of(statement)
        found |= now - {End.FALLS}
        if End.FALLS not in now:
            return found
    return found | {End.FALLS}


def _ends_of(statement: ast.stmt) -> set[End]:
    read = _READERS.get(type(statement))
    return {End.FALLS} if read is None else read(statement)


def _of_expression(statement: ast.Expr) -> set[End]:
    value = statement.value
    func = value.func if isinstance(value, ast.Call) else None
    last = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
    return {End.RAISES} if last in STOPS else {End.FALLS}


def _of_if(statement: ast.If) -> set[End]:
    return ends(statement.body) | ends(statement.orelse)


def _of_loop(statement: ast.For | ast.AsyncFor | ast.While) -> set[End]:
    inner = ends(statement.body) | ends(statement.orelse)
    return (inner - {End.LEAVES}) | {End.FALLS}


def _of_match(statement: ast.Match) -> set[End]:
    inner = {end for case in statement.cases for end in ends(case.body)}
    return inner if any(map(_takes_all, statement.cases)) else inner | {End.FALLS}


def _takes_all(case: ast.match_case) -> bool:
    pattern = case.pattern
    return case.guard is None and isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _of_try(statement: ast.Try) -> set[End]:
    final = ends(statement.finalbody)
    if End.FALLS not in final:
        return final  # whatever happened before
    body = ends(statement.body)
    if End.FALLS in body:
        body = (body - {End.FALLS}) | ends(statement.orelse)
    handlers = {end for one in statement.handlers for end in ends(one.body)}
    return body | handlers | (final - {End.FALLS})


_READERS: dict[type[ast.stmt], Callable[[Any], set[End]]] = {
    ast.Raise: lambda _: {End.RAISES},
    ast.Return: lambda _: {End.RETURNS},
    ast.Break: lambda _: {End.LEAVES},
    ast.Continue: lambda _: {End.LEAVES},
    ast.Expr: _of_expression,
    ast.If: _of_if,
    ast.With: lambda statement: ends(statement.body),
    ast.AsyncWith: lambda statement: ends(statement.body),
    ast.For: _of_loop,
    ast.AsyncFor: _of_loop,
    ast.While: _of_loop,
    ast.Match: _of_match,
    ast.Try: _of_try,
}
