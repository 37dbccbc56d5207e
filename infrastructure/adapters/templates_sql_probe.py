"""Runs every SQL script of a generated system twice. Imported beside the system, on its own."""

import sqlite3
from contextlib import closing
from pathlib import Path

NAME = "baes_sql_probe"


def main(folder: Path) -> None:
    """AssertionError with path and reason for the first script that does not run."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.sql"))
    with closing(sqlite3.connect(":memory:")) as database:
        for path in sorted(paths, key=lambda name: name != "schema.sql"):  # the tables come first
            script = (folder / path).read_text(encoding="utf-8")
            for _ in range(2):
                try:
                    database.executescript(script)
                except (sqlite3.Error, sqlite3.Warning) as error:
                    raise AssertionError(f"{path}|{error}") from error


if __name__ == NAME:
    main(Path.cwd())
