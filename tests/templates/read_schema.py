"""Run by a test inside a generated folder: the schema as the models make it, as JSON."""

import json
import sqlite3
import sys
from pathlib import Path

PRAGMAS = ("table_info", "foreign_key_list", "index_list")


def read(connection: sqlite3.Connection) -> dict[str, object]:
    """Columns, foreign keys, indexes and CHECKs of every table."""
    tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return {name: _table(connection, name, sql) for name, sql in sorted(tables.fetchall())}


def _table(connection: sqlite3.Connection, name: str, sql: str) -> dict[str, object]:
    facts: dict[str, object] = {
        "columns": connection.execute(f'PRAGMA table_info("{name}")').fetchall(),
        "references": sorted(
            row[2:] for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')
        ),
        "checks": sorted(
            part.split(" CHECK ")[0].split()[-1].strip('"')
            for part in sql.split("CONSTRAINT")[1:]
            if " CHECK " in part
        ),
    }
    indexes = connection.execute(f'PRAGMA index_list("{name}")').fetchall()
    facts["indexes"] = sorted(
        (index[2], index[3], [c[2] for c in connection.execute(f'PRAGMA index_info("{index[1]}")')])
        for index in indexes
    )
    return facts


def main() -> None:
    """The schema of the models, and that of the script after two runs."""
    sys.path.insert(0, str(Path.cwd()))
    import app.models  # type: ignore[import-not-found]  # noqa: F401, PLC0415 - generated
    from app.database.base import Base  # type: ignore[import-not-found]  # noqa: PLC0415
    from app.database.session import create_engine  # type: ignore[import-not-found]  # noqa: PLC0415

    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        models = read(connection.connection.driver_connection)
    script = sqlite3.connect(":memory:")
    for _ in range(2):
        script.executescript(Path("schema.sql").read_text(encoding="utf-8"))
    json.dump({"models": models, "script": read(script)}, sys.stdout)


if __name__ == "__main__":
    main()
