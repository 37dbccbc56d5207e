"""One SQL script, run in an in-memory SQLite: what it makes, and on which lines.

SQLite is a better judge of SQL than any pattern. Nothing outside of this memory can be touched:
an authorizer refuses ATTACH, extensions and every pragma but the harmless ones, sizes are capped,
and a script that computes too long is stopped after a fixed number of steps (not seconds: the
same script always ends the same way). So this is a function of the text, and stays in the domain.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from domain.errors import UnreadableCodeError
from domain.review import Finding, Severity
from domain.rules.sql_errors import line_of_fault
from domain.rules.sql_statements import Statement, read_statements

STEPS = 10_000  # of SQLite's virtual machine, between two looks at the budget
MAX_LOOKS = 200  # for a whole script: two million steps, about 0.1 s
MAX_PAGES = 4096  # 16 MB
ALLOWED_PRAGMAS = frozenset(
    [
        "application_id",
        "auto_vacuum",
        "encoding",
        "foreign_keys",
        "journal_mode",
        "synchronous",
        "user_version",
    ]
)
DENIED = (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_CREATE_VTABLE)

TWICE = "its rows are there twice"  # of an INSERT that did not fail

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Column:
    """One column as `pragma table_info` knows it, with its line."""

    name: str
    declared_type: str
    not_null: bool
    primary_key: bool
    line: int


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """One foreign key; `columns` and `parent_columns` match by place."""

    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]  # empty: the primary key of the parent
    on_delete: str
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table at the end of the script; `indexes` are column lists, the key's included."""

    name: str
    line: int
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...]
    indexes: tuple[tuple[str, ...], ...]
    unique: tuple[tuple[str, ...], ...]

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The names of the key's columns."""
        return tuple(c.name for c in self.columns if c.primary_key)


@dataclass(frozen=True, slots=True)
class SqlSource:
    """A script that ran. `refused` are statements that were not allowed to run here."""

    text: str
    statements: tuple[Statement, ...]
    tables: tuple[Table, ...]
    refused: tuple[tuple[Statement, str], ...]
    not_repeatable: tuple[tuple[Statement, str], ...]  # failed, or did more, when it ran again

    def table(self, name: str) -> Table | None:
        """The table of that name, in any case."""
        return next((t for t in self.tables if t.name.casefold() == name.casefold()), None)

    def finding(self, line: int, message: str, severity: Severity = Severity.ERROR) -> Finding:
        """The whole of one line."""
        lines = self.text.splitlines()
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        start = len(text) - len(text.lstrip()) + 1
        return Finding(
            line=line,
            column=start,
            end_line=line,
            end_column=max(len(text.rstrip()), start),
            message=message,
            severity=severity,
        )


def read_sql(text: str) -> SqlSource:
    """Run it twice; UnreadableCodeError with the line of what SQLite refuses."""
    statements = read_statements(text)
    connection = _open()
    try:
        refused = _run(connection, statements)
        tables = _read_tables(connection, statements)
        again: list[tuple[Statement, str]] = []
        before = _counts(connection, tables)
        _run(connection, statements, failed=again)
        again += _grown(statements, before, _counts(connection, tables))
        return SqlSource(text, statements, tables, tuple(refused), tuple(again))
    finally:
        connection.close()


def _open() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA max_page_count = {MAX_PAGES}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(_Budget(), STEPS)
    return connection


class _Budget:
    """Counts looks; from the last allowed one on every statement is stopped."""

    def __init__(self) -> None:
        self._looks = 0

    def __call__(self) -> int:
        self._looks += 1
        return self._looks > MAX_LOOKS


def _authorize(action: int, first: str | None, *_: str | None) -> int:
    if action in DENIED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in ALLOWED_PRAGMAS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _run(
    connection: sqlite3.Connection,
    statements: tuple[Statement, ...],
    *,
    failed: list[tuple[Statement, str]] | None = None,
) -> list[tuple[Statement, str]]:
    """Execute one by one; what was not allowed is returned, what failed is raised or noted."""
    refused: list[tuple[Statement, str]] = []
    for statement in statements:
        try:
            connection.execute(statement.text).close()
        except sqlite3.Error as error:
            message = str(error)[:200]
            if _is_refusal(message):
                refused.append((statement, message))
            elif failed is not None:
                failed.append((statement, message))
            else:
                line = statement.line + line_of_fault(connection, statement.text, message)
                raise UnreadableCodeError(message, line, 1) from error
    if connection.in_transaction:
        connection.rollback() if failed is not None else connection.commit()
    return refused


def _counts(connection: sqlite3.Connection, tables: tuple[Table, ...]) -> dict[str, int]:
    """The rows of each table, by its name in lower case; -1 for one that is gone."""
    found = {}
    for table in tables:
        name = table.name.replace('"', '""')
        try:
            (count,) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 - in our own memory
        except sqlite3.Error:
            count = -1
        found[table.name.casefold()] = int(count)
    return found


def _grown(
    statements: tuple[Statement, ...], before: dict[str, int], after: dict[str, int]
) -> list[tuple[Statement, str]]:
    """The INSERTs into tables that have more rows after the second run."""
    grown = {name for name, count in after.items() if count > before[name] >= 0}
    return [
        (statement, TWICE)
        for statement in statements
        if statement.verb is not None
        and statement.verb.name in ("insert", "replace")
        and grown & {token.name for token in statement.tokens}
    ]


def _is_refusal(message: str) -> bool:
    stopped = (
        "not authorized",
        "authorization denied",
        "interrupted",
        "too big",
        "too large",
        "is full",
        "prohibited",
    )
    return any(word in message for word in stopped)


def _read_tables(
    connection: sqlite3.Connection, statements: tuple[Statement, ...]
) -> tuple[Table, ...]:
    connection.set_authorizer(None)  # our own questions from here on
    connection.set_progress_handler(None, 0)
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' ORDER BY rowid"
    ).fetchall()
    made = {statement.created_table: statement for statement in reversed(statements)}
    columns, keys = _asked(connection, _COLUMNS), _asked(connection, _FOREIGN_KEYS)
    indexes = _asked(connection, _INDEXES)
    tables = tuple(
        _table(
            name,
            made.get(name.casefold()),
            columns=columns.get(name, []),
            indexes=indexes.get(name, []),
            foreign_keys=keys.get(name, []),
        )
        for (name,) in names
    )
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(_Budget(), STEPS)
    return tables


Row = tuple[object, ...]

# One question for all tables: a pragma for each costs more than running the script.
_OF_TABLES = "FROM sqlite_master AS t CROSS JOIN"
_COLUMNS = f"SELECT t.name, c.* {_OF_TABLES} pragma_table_info(t.name) AS c WHERE t.type = 'table'"
_FOREIGN_KEYS = (
    f"SELECT t.name, k.* {_OF_TABLES} pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'"
)
_INDEXES = (
    f'SELECT t.name, i.name, i."unique", i.partial, c.name {_OF_TABLES} '
    "pragma_index_list(t.name) AS i CROSS JOIN pragma_index_info(i.name) AS c "
    "WHERE t.type = 'table'"
)


def _asked(connection: sqlite3.Connection, question: str) -> dict[str, list[Row]]:
    """The rows of an answer by the name of the table, which comes first."""
    found: dict[str, list[Row]] = {}
    for name, *row in connection.execute(question):
        found.setdefault(str(name), []).append(tuple(row))
    return found


def _table(
    name: str,
    made: Statement | None,
    *,
    columns: list[Row],
    indexes: list[Row],
    foreign_keys: list[Row],
) -> Table:
    line_of: Callable[[str], int] = (lambda _: 1) if made is None else made.column_line
    in_key = sorted((row for row in columns if row[5]), key=lambda row: int(str(row[5])))
    key = tuple(str(row[1]) for row in in_key)
    served, unique = [key] if key else [], [key] if key else []
    groups: dict[object, list[Row]] = {}
    for row in indexes:
        groups.setdefault(row[0], []).append(row)
    for rows in groups.values():
        parts = tuple(str(row[3]) for row in rows)
        if not rows[0][2]:  # a partial index does not serve every row
            served.append(parts)
            if rows[0][1]:
                unique.append(parts)
    return Table(
        name=name,
        line=made.line if made else 1,
        columns=tuple(
            Column(str(row[1]), str(row[2]), bool(row[3]), bool(row[5]), line_of(str(row[1])))
            for row in columns
        ),
        foreign_keys=_foreign_keys(foreign_keys, made),
        indexes=tuple(served),
        unique=tuple(unique),
    )


def _foreign_keys(found: list[Row], made: Statement | None) -> tuple[ForeignKey, ...]:
    groups: dict[object, list[Row]] = {}
    for row in found:
        groups.setdefault(row[0], []).append(row)
    return tuple(
        ForeignKey(
            columns=tuple(str(row[3]) for row in rows),
            parent=str(rows[0][2]),
            parent_columns=tuple(str(row[4]) for row in rows if row[4] is not None),
            on_delete=str(rows[0][6]),
            line=made.key_line([str(row[3]) for row in rows], str(rows[0][2])) if made else 1,
        )
        for _, rows in sorted(groups.items(), key=lambda item: -int(str(item[0])))
    )
