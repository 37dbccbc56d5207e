"""Merges two changes of one text: a person's, and what is generated now instead of before.

Lines that all three texts have hold them together (diff3). Between two such lines the side that
changed something wins; where both did, and not the same, both stand between marks as git writes
them. Ends of lines are compared without their carriage return and written as the person has them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

START, MIDDLE, END = "<<<<<<< yours", "=======", ">>>>>>> generated"
_MARK = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)  # of any tool; a heading may be underlined =


@dataclass(frozen=True, slots=True)
class Merged:
    """The text, and the lines at which conflicts start, counted from 1."""

    text: str
    conflicts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """`length` lines from `base` on that are also in the other text, from `other` on."""

    base: int
    other: int
    length: int


@dataclass(frozen=True, slots=True)
class _Lines:
    """A text as lines; `keys` are what is compared, `ends` is whether the last line ends."""

    raw: list[str]
    keys: list[str]
    ends: bool

    @classmethod
    def of(cls, text: str) -> "_Lines":
        ends = text.endswith("\n")
        raw = text.removesuffix("\n").split("\n") if text else []
        return cls(raw, [line.removesuffix("\r") for line in raw], ends)

    @property
    def returns(self) -> str:
        """What most lines have before their newline."""
        with_return = sum(line.endswith("\r") for line in self.raw)
        return "\r" if with_return * 2 > len(self.raw) else ""


def merge(base: str, yours: str, generated: str) -> Merged:
    """What `yours` and `generated` make together of the `base` that both come from."""
    was, mine, new = _Lines.of(base), _Lines.of(yours), _Lines.of(generated)
    lines: list[str] = []
    conflicts = []
    at = at_mine = at_new = 0
    for held, held_mine, held_new, length in _held(was.keys, mine.keys, new.keys):
        before = was.keys[at:held]
        mine_keys, new_keys = mine.keys[at_mine:held_mine], new.keys[at_new:held_new]
        theirs = mine.raw[at_mine:held_mine]
        ours = [line + mine.returns for line in new_keys]
        if new_keys in (before, mine_keys):
            lines += theirs
        elif mine_keys == before:
            lines += ours
        else:
            conflicts.append(len(lines) + 1)
            start, middle, end = (mark + mine.returns for mark in (START, MIDDLE, END))
            lines += [start, *theirs, middle, *ours, end]
        lines += mine.raw[held_mine : held_mine + length]
        at, at_mine, at_new = held + length, held_mine + length, held_new + length
    ends = mine.ends if mine.ends != was.ends else new.ends
    return Merged("\n".join(lines) + ("\n" if ends and lines else ""), tuple(conflicts))


def first_mark(text: str) -> int | None:
    """The line of the first mark of a conflict, counted from 1."""
    found = _MARK.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _held(
    base: Sequence[str], yours: Sequence[str], generated: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Where lines that all three have start in each, and how many; none of them at the end."""
    mine, new = _runs(base, yours), _runs(base, generated)
    while mine and new:
        one, two = mine[0], new[0]
        start = max(one.base, two.base)
        end = min(one.base + one.length, two.base + two.length)
        if start < end:
            yield (
                start,
                one.other + start - one.base,
                two.other + start - two.base,
                end - start,
            )
        (mine if one.base + one.length <= two.base + two.length else new).pop(0)
    yield len(base), len(yours), len(generated), 0


def _runs(base: Sequence[str], other: Sequence[str]) -> list[_Run]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    runs = [_Run(*block) for block in matcher.get_matching_blocks()]
    for number in range(len(runs) - 1):
        one, two = runs[number : number + 2]
        if one.base + one.length == two.base:  # lines were only put in
            down = _slide(one, two, other)
            runs[number] = _Run(one.base, one.other, one.length + down)
            runs[number + 1] = _Run(two.base + down, two.other + down, two.length - down)
    return runs


def _slide(one: _Run, two: _Run, other: Sequence[str]) -> int:
    """How far down the lines between two runs may be read to stand: blank lines end what is above
    them, so lines that two sides put in at one place seldom touch.
    """
    first = one.other + one.length
    down = 0
    while down < two.length and other[first + down] == other[two.other + down]:
        down += 1
    return down
