"""Which characters of a source are code: patterns must not match in comments and strings."""

import bisect
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

Span = tuple[int, int]

_PYTHON = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<string>  \"\"\"(?:[^\\\"]|\\.|\"(?!\"\"))*(?:\"\"\"|\Z)
                 | '''(?:[^\\']|\\.|'(?!''))*(?:'''|\Z)
                 | \"(?:[^\\\"\n]|\\.)*(?:\"|(?=\n)|\Z)
                 | '(?:[^\\'\n]|\\.)*(?:'|(?=\n)|\Z) )
    """,
    re.VERBOSE | re.DOTALL,
)
_SQL = re.compile(
    r"(?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))|(?P<string>'(?:[^']|'')*(?:'|\Z))", re.DOTALL
)


_BEFORE_VALUES = "(,=[{+%:*|&" + "rbfuRBFU"  # operators, and the prefix of a string


class Place(Enum):
    """Where a character stands."""

    CODE = "code"
    VALUE = "value"  # in a string that the code uses
    PROSE = "prose"  # in a string that stands alone: a docstring


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` has blanks for comments, its positions are those of the source."""

    text: str
    strings: tuple[Span, ...]

    def place(self, position: int) -> Place:
        """What a match that begins here is about: the quote of a string belongs to it."""
        at = bisect.bisect_right(self.strings, (position, len(self.text) + 1)) - 1
        if at < 0 or position >= self.strings[at][1]:
            return Place.CODE
        before = self.text[: self.strings[at][0]].rstrip()[-1:]
        return Place.VALUE if before and before in _BEFORE_VALUES else Place.PROSE

    def line(self, position: int) -> int:
        """The line of a character, from 1."""
        return self.text.count("\n", 0, position) + 1


@lru_cache(maxsize=16)
def mask(text: str, *, sql: bool) -> Masked:
    """Blank the comments, list the strings.

    >>> mask("x = 1  # y = 2", sql=False).text
    'x = 1         '
    """
    pieces: list[str] = []
    strings: list[Span] = []
    end = 0
    for match in (_SQL if sql else _PYTHON).finditer(text):
        if match["comment"] is None:
            strings.append(match.span())
            continue
        pieces += [text[end : match.start()], re.sub(r"[^\n]", " ", match.group())]
        end = match.end()
    return Masked("".join([*pieces, text[end:]]), tuple(strings))
