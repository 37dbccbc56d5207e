"""The script that brings a SQLite database from one generated schema to the next, rows kept.

Both schemas are run in a database in memory and compared there, so what is written follows from
what SQLite made of them and not from their text. Changed tables are rebuilt as SQLite advises
(https://sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

from domain.generation.literals import sql_literal

FOLDER = "migrations/"
TEMPLATE_ID = "database_migration"
VERSION = "1.0.0"
_BESIDE = "_rebuilt_"
_UNKNOWN = "_unknown_columns"
_NUMBER = re.compile(rf"{FOLDER}(\d{{4}})")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as SQLite keeps it; columns with whether they must have a value but have none."""

    name: str
    sql: str
    columns: dict[str, bool]
    indexes: dict[str, str]


def migration(before: str, after: str) -> str | None:
    """The statements that make `after` out of `before`; None where the tables are the same.

    Columns of the same name keep their values. The script stops, and nothing is changed, where a
    column that must have a value and has no default would be added to a table with rows, and where
    a table has columns that are not ours and would be lost.
    """
    old, new = _tables(before), _tables(after)
    statements = [
        *(f"DROP TABLE {_quoted(name)};" for name in old if name not in new),
        *(line for name, table in new.items() if name not in old for line in _created(table)),
        *(
            line
            for name, table in new.items()
            if name in old
            for line in _changed(old[name], table)
        ),
    ]
    return "\n".join(statements) + "\n" if statements else None


def next_path(paths: Iterable[str]) -> str:
    """The path of the next script of a folder that holds these; scripts run in order of name."""
    numbers = (_NUMBER.match(path) for path in paths)
    return f"{FOLDER}{max((int(one[1]) for one in numbers if one), default=0) + 1:04d}.sql"


def _tables(script: str) -> dict[str, _Table]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(script)
        rows = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: _Table(name, sql, _columns(db, name), _indexes(db, name)) for name, sql in rows
        }


def _columns(db: sqlite3.Connection, table: str) -> dict[str, bool]:
    rows = db.execute('SELECT name, "notnull", dflt_value, pk FROM pragma_table_info(?)', (table,))
    return {name: bool(must and default is None and not pk) for name, must, default, pk in rows}


def _indexes(db: sqlite3.Connection, table: str) -> dict[str, str]:
    rows = db.execute(
        "SELECT name, sql FROM sqlite_master"
        " WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name",
        (table,),
    )
    return dict(rows.fetchall())


def _created(table: _Table) -> list[str]:
    return [f"{table.sql};", *(f"{sql};" for sql in table.indexes.values())]


def _changed(old: _Table, new: _Table) -> list[str]:
    if old.sql != new.sql:
        return _rebuilt(old, new)
    gone = [name for name, sql in old.indexes.items() if new.indexes.get(name) != sql]
    come = [sql for name, sql in new.indexes.items() if old.indexes.get(name) != sql]
    return [*(f"DROP INDEX {_quoted(name)};" for name in gone), *(f"{sql};" for sql in come)]


def _rebuilt(old: _Table, new: _Table) -> list[str]:
    beside = _quoted(_BESIDE + new.name)
    kept = ", ".join(_quoted(name) for name in new.columns if name in old.columns)
    unfilled = [name for name, must in new.columns.items() if must and name not in old.columns]
    said = [f"-- {', '.join(unfilled)} must have a value: this stops where there are rows"]
    copied = [f"INSERT INTO {beside} ({kept}) SELECT {kept} FROM {_quoted(old.name)};"]  # noqa: S608 - quoted names of our own schema
    return [
        *_stop_before_a_loss(old),
        *(said if unfilled else []),
        new.sql.replace(_quoted(new.name), beside, 1) + ";",
        *(copied if kept else []),
        f"DROP TABLE {_quoted(old.name)};",
        f"ALTER TABLE {beside} RENAME TO {_quoted(new.name)};",
        *(f"{sql};" for sql in new.indexes.values()),
    ]


def _stop_before_a_loss(old: _Table) -> list[str]:
    """A person may have added columns to the table: who rebuilds it must know of them."""
    names = ", ".join(sql_literal(name) for name in old.columns)
    reason = _quoted(f"{old.name} has columns that this script would drop")
    found = f"FROM pragma_table_info({sql_literal(old.name)}) WHERE name NOT IN ({names})"
    return [
        f'CREATE TEMP TABLE "{_UNKNOWN}" (name TEXT, CONSTRAINT {reason} CHECK (name IS NULL));',
        f'INSERT INTO temp."{_UNKNOWN}" SELECT name {found};',
        f'DROP TABLE temp."{_UNKNOWN}";',
    ]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
