"""A migration makes the new schema out of the old one and keeps the rows."""

import sqlite3
from contextlib import closing

import pytest

from domain.generation.migration import migration, next_path

BOOKS = 'CREATE TABLE IF NOT EXISTS "books" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL);'
PAGES = (
    'CREATE TABLE IF NOT EXISTS "books" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL,'
    ' "pages" INTEGER CHECK ("pages" > 0));'
    'CREATE INDEX IF NOT EXISTS "ix_books__pages" ON "books" ("pages");'
)
UNTITLED = 'CREATE TABLE IF NOT EXISTS "books" ("id" INTEGER PRIMARY KEY);'
MUST = (
    'CREATE TABLE IF NOT EXISTS "books" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL,'
    ' "isbn" TEXT NOT NULL);'
)
LOANS = BOOKS + (
    'CREATE TABLE IF NOT EXISTS "loans" ("id" INTEGER PRIMARY KEY,'
    ' "book_id" INTEGER REFERENCES "books" ("id") ON DELETE CASCADE);'
    'CREATE INDEX IF NOT EXISTS "ix_loans__book_id" ON "loans" ("book_id");'
)
RELATED = PAGES + LOANS.removeprefix(BOOKS)


def schema(db: sqlite3.Connection) -> set[tuple[str, str]]:
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(name, " ".join(sql.split())) for name, sql in rows}


@pytest.mark.parametrize("before", [BOOKS, PAGES, UNTITLED, LOANS, RELATED])
@pytest.mark.parametrize("after", [BOOKS, PAGES, UNTITLED, LOANS, RELATED])
def test_the_old_schema_becomes_the_new_one(before: str, after: str) -> None:
    with closing(sqlite3.connect(":memory:")) as old, closing(sqlite3.connect(":memory:")) as new:
        old.executescript(before)
        new.executescript(after)

        old.executescript(migration(before, after) or "")

        assert schema(old) == schema(new)


def test_the_same_schema_needs_no_script() -> None:
    assert migration(RELATED, RELATED) is None


def test_rows_keep_their_values_and_their_relations() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(LOANS)
        db.execute("INSERT INTO books VALUES (7, 'Emma')")
        db.execute("INSERT INTO loans VALUES (1, 7)")
        db.commit()

        db.executescript("PRAGMA foreign_keys=OFF;" + (migration(LOANS, RELATED) or ""))

        assert db.execute("SELECT id, title, pages FROM books").fetchall() == [(7, "Emma", None)]
        assert db.execute("SELECT * FROM loans").fetchall() == [(1, 7)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_value_that_nobody_has_stops_the_script_where_there_are_rows() -> None:
    script = migration(BOOKS, MUST) or ""
    assert "isbn must have a value" in script
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(BOOKS)
        db.execute("INSERT INTO books VALUES (7, 'Emma')")
        db.commit()

        with pytest.raises(sqlite3.IntegrityError):
            db.executescript("BEGIN;" + script)
        db.rollback()

        assert db.execute("SELECT * FROM books").fetchall() == [(7, "Emma")]


def test_a_column_that_somebody_else_added_stops_the_script() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(BOOKS)
        db.execute("ALTER TABLE books ADD COLUMN shelf TEXT")
        db.execute("INSERT INTO books VALUES (7, 'Emma', 'top')")
        db.commit()

        with pytest.raises(sqlite3.IntegrityError, match="books has columns that this script"):
            db.executescript("BEGIN;" + (migration(BOOKS, PAGES) or ""))
        db.rollback()

        assert db.execute("SELECT * FROM books").fetchall() == [(7, "Emma", "top")]


def test_scripts_are_numbered_in_order() -> None:
    assert next_path(["app/main.py"]) == "migrations/0001.sql"
    assert next_path(["migrations/0001.sql", "migrations/0009.sql"]) == "migrations/0010.sql"
    assert next_path(["migrations/0002_mine.sql", "migrations/mine.sql"]) == "migrations/0003.sql"
