"""Texts that match a pattern, for samples: the shortest reading of its syntax tree.

It knows literals, sets, repetitions, groups and alternatives; what it cannot read gives no text,
and the caller tries something else. Every text is checked against the pattern before it is used.
"""

import re
from collections.abc import Callable, Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_CATEGORIES = {
    constants.CATEGORY_DIGIT: "0123456789",
    constants.CATEGORY_WORD: "abcXYZ019_",
    constants.CATEGORY_SPACE: " ",
    constants.CATEGORY_NOT_DIGIT: "abcXYZ",
    constants.CATEGORY_NOT_WORD: " -.",
    constants.CATEGORY_NOT_SPACE: "abcXYZ",
}
_ANY = "axAZ09 -_.@"
_MOST_EXTRA = 3


Choose = Callable[[int], int]


class _UnreadableError(Exception):
    """A part of a pattern that no text is written for; never leaves this module."""


def matching_texts(pattern: str, *, low: int = 0, high: int = 1000) -> Iterator[str]:
    """A few texts of `low` to `high` characters that the pattern may match."""
    tree = _parse(pattern)
    sizes = [*range(_MOST_EXTRA), low] if low else range(_MOST_EXTRA)
    try:
        for extra in sizes:
            for choice in range(3):
                text = "".join(_write(tree, extra, _always(choice)))
                if low <= len(text) <= high:
                    yield text
    except _UnreadableError:
        return


def distinct_texts(pattern: str, count: int, *, low: int = 0, high: int = 1000) -> Iterator[str]:
    """Up to `count` different texts of `low` to `high` characters that the pattern may match."""
    tree = _parse(pattern)
    seen: set[str] = set()
    try:
        for extra in dict.fromkeys((*range(_MOST_EXTRA), low)):
            for number in range(count * 4):
                text = "".join(_write(tree, extra, _digits(number)))
                if text not in seen and len(seen) < count and low <= len(text) <= high:
                    seen.add(text)
                    yield text
    except _UnreadableError:
        return


def _always(choice: int) -> Choose:
    return lambda options: choice % options


def _digits(number: int) -> Choose:
    """Each choice is the next digit of a number, so that numbers make different texts."""
    left = number

    def choose(options: int) -> int:
        nonlocal left
        left, digit = divmod(left, options)
        return digit

    return choose


def _parse(pattern: str) -> Any:
    try:
        return parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return [(None, None)]  # a node that nobody can write


def _write(tree: Any, extra: int, choose: Choose) -> Iterator[str]:  # noqa: C901 - one case a node
    for kind, argument in tree:
        if kind is constants.LITERAL:
            yield chr(argument)
        elif kind is constants.ANY:
            yield _ANY[choose(len(_ANY))]
        elif kind is constants.IN:
            options = _options(argument)
            yield options[choose(len(options))]
        elif kind is constants.NOT_LITERAL:
            yield next(c for c in _ANY if ord(c) != argument)
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            least, most, inner = argument
            for _ in range(min(least + extra, int(most), least + 100)):
                yield from _write(inner, extra, choose)
        elif kind is constants.SUBPATTERN:
            yield from _write(argument[-1], extra, choose)
        elif kind is constants.BRANCH:
            branches = argument[1]
            yield from _write(branches[choose(len(branches))], extra, choose)
        elif kind is not constants.AT:
            raise _UnreadableError(str(kind))


def _options(items: Any) -> str:
    negated = items[0][0] is constants.NEGATE
    found = ""
    for kind, argument in items[1:] if negated else items:
        if kind is constants.LITERAL:
            found += chr(argument)
        elif kind is constants.RANGE:
            first, last = argument
            found += "".join(chr(c) for c in range(first, min(last, first + 25) + 1))
        elif kind is constants.CATEGORY:
            found += _CATEGORIES[argument]
        else:
            raise _UnreadableError(str(kind))
    if not negated:
        return found
    return "".join(c for c in _ANY if c not in found) or "\u00a7"
