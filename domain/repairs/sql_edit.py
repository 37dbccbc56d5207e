"""Places in an SQL script, by offset: every byte that a repair does not name stays as it is."""

import re
from dataclasses import dataclass

from domain.errors import CannotRepairError
from domain.rules.sql_source import SqlSource
from domain.rules.sql_statements import TOKEN, Statement


@dataclass(frozen=True, slots=True)
class Word:
    """One token with its place in the script."""

    text: str
    start: int
    end: int
    depth: int  # of the parentheses around it

    @property
    def name(self) -> str:
        """In lower case, without quotes."""
        return self.text.strip('"`[]').casefold()


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two commas of a CREATE TABLE: a column or a constraint."""

    words: tuple[Word, ...]

    @property
    def name(self) -> str:
        """The column that it declares, or the word that a constraint begins with."""
        return self.words[0].name

    @property
    def end(self) -> int:
        """Right after its last word."""
        return self.words[-1].end


def words(source: SqlSource, statement: Statement) -> list[Word]:
    """The tokens of a statement with their places."""
    start = _start(source, statement)
    found: list[Word] = []
    depth = 0
    for match in TOKEN.finditer(source.text, start, start + len(statement.text)):
        if match.lastgroup in ("comment", "space"):
            continue
        depth -= match.group() == ")"
        found.append(Word(match.group(), match.start(), match.end(), depth))
        depth += match.group() == "("
    return found


def _start(source: SqlSource, statement: Statement) -> int:
    """Where the text of a statement begins: the one of its place among equal ones."""
    at = 0
    for one in source.statements:
        at = source.text.index(one.text, at)
        if one is statement:
            return at
        at += len(one.text)
    raise CannotRepairError("the statement is not found", line=statement.line)


def statement_that_makes(source: SqlSource, table: str, line: int) -> Statement:
    """The one CREATE TABLE of a table."""
    found = [s for s in source.statements if s.creates(table)]
    if len(found) != 1:
        raise CannotRepairError(f"what makes the table {table} is not certain", line=line)
    return found[0]


def parts(source: SqlSource, statement: Statement) -> list[Part]:
    """The columns and constraints between the outer parentheses."""
    inside: list[list[Word]] = [[]]
    tokens = words(source, statement)
    opened = next((n for n, w in enumerate(tokens) if w.text == "("), None)
    if opened is None or any(w.name == "as" and w.depth == 0 for w in tokens[:opened]):
        raise CannotRepairError("the table is made from a query", line=statement.line)
    for word in tokens[opened + 1 :]:
        if word.depth == 0:
            break
        if word.depth == 1 and word.text == ",":
            inside.append([])
        else:
            inside[-1].append(word)
    return [Part(tuple(part)) for part in inside if part]


def insert(source: SqlSource, at: int, text: str) -> str:
    """The script with a text at a place."""
    return source.text[:at] + text + source.text[at:]


def newline(source: SqlSource) -> str:
    """The line ends of the script."""
    return "\r\n" if "\r\n" in source.text else "\n"


def indentation(source: SqlSource, at: int) -> str:
    """The blanks before what stands at a place, if it begins its line."""
    line = source.text[source.text.rfind("\n", 0, at) + 1 : at]
    return line if not line.strip() else ""


def quoted(name: str) -> str:
    """The name as SQL takes it."""
    plain = re.fullmatch(r"[A-Za-z_]\w*", name)
    return name if plain else '"' + name.replace('"', '""') + '"'
