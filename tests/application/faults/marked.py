"""How an artefact is damaged, and how the damage says which line a review must name.

A change puts `◆` into the line that must be named, and `◇` into one that may be named besides
(a consequence of the fault). `■` ends the file. The review sees the text without the marks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

MUST, MAY = "◆", "◇"
END = "■"  # the file ends here

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Damaged:
    """The text with a fault in it; `must` and `may` are line numbers."""

    text: str
    must: frozenset[int]
    may: frozenset[int]

    def is_named_by(self, lines: set[int]) -> bool:
        """Every line that must be named is, and no other but those that may be."""
        return self.must <= lines <= self.must | self.may


def damaged(text: str, change: Change) -> Damaged:
    """The change applied; AssertionError where it changes nothing or marks nothing."""
    marked = change(text).partition(END)[0]
    must, may = _lines(marked, MUST), _lines(marked, MAY)
    plain = marked.replace(MUST, "").replace(MAY, "")
    assert must, "the fault does not say which line is wrong"
    assert plain != text, "the fault changes nothing"
    return Damaged(plain, must, may)


def _lines(marked: str, mark: str) -> frozenset[int]:
    return frozenset(n for n, line in enumerate(marked.split("\n"), start=1) if mark in line)


def swapped(old: str, new: str, *, count: int = 1) -> Change:
    """The first match of a pattern (`count=0`: each) is replaced."""
    pattern = re.compile(old, re.MULTILINE)

    def change(text: str) -> str:
        found, times = pattern.subn(new, text, count=count)
        assert times, f"the fault does not fit the template any more: no {old!r}"
        return found

    return change


def dropped(old: str) -> Change:
    """The first match is taken out; the line to be named is marked by another change."""
    return swapped(old, "")


def marked(pattern: str) -> Change:
    """Every match begins with a line that must be named."""
    return swapped(f"(?={pattern})", MUST, count=0)


def allowed(pattern: str) -> Change:
    """Every match begins with a line that may be named besides."""
    return swapped(f"(?={pattern})", MAY, count=0)


def after(line: str, new: str) -> Change:
    """Lines are added below the first one that begins so; `new` is taken as it is."""
    return swapped(rf"^(?:{line}).*\n", r"\g<0>" + new.replace("\\", r"\\"))


def at_end(new: str) -> Change:
    """Lines are added at the end of the file."""
    return lambda text: text + new


def steps(*changes: Change) -> Change:
    """One change after the other."""

    def change(text: str) -> str:
        for step in changes:
            text = step(text)
        return text

    return change


def within(head: str, change: Change) -> Change:
    """The change is applied to one block alone: from its head to the next line at its level."""
    pattern = re.compile(
        rf"^(?P<indent>[ ]*){head}[\s\S]*?(?=^(?P=indent)[^\s)\]}}]|\Z)", re.MULTILINE
    )

    def changed(text: str) -> str:
        match = pattern.search(text)
        assert match, f"the fault does not fit the template any more: no {head!r}"
        return text[: match.start()] + change(match.group()) + text[match.end() :]

    return changed


def broken_off(text: str) -> str:
    """The file ends right behind its last opening parenthesis."""
    end = text.rindex("(") + 1
    start = text.rindex("\n", 0, end) + 1
    return text[:start] + MUST + text[start:end]
