"""Where the statements of an SQL script stand: their lines, and the lines of their columns.

Only what is needed to point at a place; what a statement means is asked of SQLite itself.
"""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

TOKEN = re.compile(
    r"""
      (?P<comment> --[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<string>  '(?:[^']|'')*(?:'|\Z) )
    | (?P<quoted>  "(?:[^"]|"")*(?:"|\Z) | `(?:[^`]|``)*(?:`|\Z) | \[[^\]]*(?:\]|\Z) )
    | (?P<word>    [^\W\d]\w*\$? )
    | (?P<number>  \d[\w.]* )
    | (?P<space>   \s+ )
    | (?P<mark>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_VERBS = frozenset({"select", "insert", "update", "delete", "replace", "values"})
_BEHIND_BLANKS = re.compile(rf"\s*(?:{TOKEN.pattern})", re.VERBOSE | re.DOTALL)  # half the steps
_CONSTRAINTS = frozenset({"constraint", "primary", "foreign", "unique", "check"})


class Token(NamedTuple):
    """One word or mark, comments and blanks left out."""

    kind: str
    text: str
    line: int
    name: str  # the identifier that the token stands for: no quotes, in lower case


@dataclass(frozen=True)
class Statement:
    """One statement; `line` is where its first word stands."""

    text: str
    line: int
    tokens: tuple[Token, ...]

    def words(self, count: int) -> tuple[str, ...]:
        """The first words, in lower case: `("drop", "table")`."""
        return tuple(t.name for t in self.tokens[:count])

    @cached_property
    def verb(self) -> Token | None:
        """What the statement does: its first word, or the one behind WITH and its queries."""
        if self.words(1) != ("with",):
            return self.tokens[0]
        depth = 0
        for token in self.tokens:
            depth += (token.text == "(") - (token.text == ")")
            if depth == 0 and token.kind == "word" and token.name in _VERBS:
                return token
        return None

    @cached_property
    def created_table(self) -> str | None:
        """The name of the table that a CREATE TABLE makes, in lower case."""
        names = [t.name for t in self.tokens[:12]]
        if not names or names[0] != "create":
            return None
        at = 2 if names[1:2] in (["temp"], ["temporary"]) else 1
        if names[at : at + 1] != ["table"]:
            return None
        at += 4 if names[at + 1 : at + 4] == ["if", "not", "exists"] else 1
        if names[at + 1 : at + 2] == ["."]:
            at += 2
        return names[at] if at < len(names) else None

    def creates(self, table: str) -> bool:
        """Whether this makes the table, or renames another to it (its columns stand there)."""
        return self.created_table == table.casefold()

    def column_line(self, column: str) -> int:
        """The line on which a column is declared; that of the statement where it is not found."""
        return self._lines.get(column.casefold(), self.line)

    @cached_property
    def _lines(self) -> dict[str, int]:
        """Where each definition begins, by its first word; of two the first one."""
        return {part[0].name: part[0].line for part in reversed(self.parts)}

    def key_line(self, columns: Sequence[str], parent: str) -> int:
        """Where a foreign key is declared: its clause, or else its (first) column."""
        wanted = [column.casefold() for column in columns]
        for line, listed, behind in self._foreign:
            if listed == wanted and parent.casefold() in behind:
                return line
        return self.column_line(columns[0])

    @cached_property
    def _foreign(self) -> list[tuple[int, list[str], list[str]]]:
        """Line, columns and what stands behind them of each `FOREIGN KEY (…) REFERENCES …`."""
        found = []
        for part in self.parts:
            names = [token.name for token in part] if part[0].kind == "word" else []
            if "foreign" in names:
                at = names.index("foreign")
                end = names.index(")", at) if ")" in names[at:] else len(names)
                listed = [name for name in names[at + 3 : end] if name != ","]
                found.append((part[at].line, listed, names[end:]))
        return found

    @cached_property
    def parts(self) -> list[list[Token]]:
        """The column and constraint definitions between the outer parentheses."""
        parts: list[list[Token]] = [[]]
        depth = 0
        for token in self.tokens:
            text = token.text
            if text == "(":
                depth += 1
                if depth == 1 and parts == [[]]:
                    continue
            elif text == ")":
                depth -= 1
            elif text == "," and depth == 1:
                parts.append([])
                continue
            if depth >= 1:
                parts[-1].append(token)
        return [part for part in parts if part]

    def columns(self) -> list[list[Token]]:
        """The definitions of columns only."""
        return [p for p in self.parts if p[0].kind == "quoted" or p[0].name not in _CONSTRAINTS]


def read_statements(text: str) -> tuple[Statement, ...]:
    """Split at the semicolons that end a statement (not those inside of a trigger)."""
    statements: list[Statement] = []
    tokens: list[Token] = []
    start, line, counted = 0, 1, 0
    for match in _BEHIND_BLANKS.finditer(text):
        kind = match.lastgroup or "mark"
        if kind in ("comment", "space"):
            continue
        at, end = match.span(kind)
        found = text[at:end]
        line += text.count("\n", counted, at)
        counted = at
        start = start if tokens else at
        tokens.append(Token(kind, found, line, _name(kind, found)))
        if found == ";" and _ends(tokens, text, start, end):
            if len(tokens) > 1:
                statements.append(_statement(text[start:end], tokens))
            tokens, start = [], end
    if tokens:
        statements.append(_statement(text[start:], tokens))
    return tuple(statements)


def _name(kind: str, text: str) -> str:
    if kind != "quoted":
        return text.casefold()
    mark = text[0]
    return text[1:-1].replace(mark * 2, mark).casefold()


def _statement(text: str, tokens: list[Token]) -> Statement:
    return Statement(text.strip(), tokens[0].line, tuple(tokens))


def _ends(tokens: list[Token], text: str, start: int, end: int) -> bool:
    """A semicolon ends every statement but a trigger, whose body is full of them."""
    if not any(t.name == "trigger" for t in tokens[:3]):
        return True
    return sqlite3.complete_statement(text[start:end])
