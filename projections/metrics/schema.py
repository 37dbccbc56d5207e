"""Makes the tables, their comments, the views and the bookkeeping in an empty database."""

from importlib import resources
from typing import TYPE_CHECKING

from projections.metrics import daily
from projections.metrics.tables import TABLES, Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PROJECTION = (
    Column("name", "VARCHAR", "The projection."),
    Column("schema_version", "BIGINT", "Version of the tables; another one means a rebuild."),
    Column("position", "BIGINT", "How far the log was read, in the transaction of the facts."),
    Column("summed", "BIGINT", "How far the daily sums go; moved when they are published."),
    Column("updated_at", "TIMESTAMPTZ", "Time of the newest event read. NULL: none was."),
)
_BASELINE = (
    Column("tokens", "BIGINT", "Tokens of one entity with a model at every step."),
    Column("seconds", "DOUBLE", "Seconds of one entity with a model at every step."),
)


def create(db: "DuckDBPyConnection", name: str, version: int) -> None:
    """Everything in one transaction: a crash leaves an empty file, never half a schema."""
    db.execute("BEGIN")
    db.execute("CREATE SCHEMA meta")
    _create_table(db, "meta.projection", "How far this file has read the log.", _PROJECTION)
    _create_table(db, "meta.baseline", "What reductions are measured against.", _BASELINE)
    db.execute("INSERT INTO meta.projection VALUES (?, ?, 0, 0, NULL)", [name, version])
    for table in TABLES:
        _create_table(db, table.name, table.meaning, table.columns)
    _create_table(db, daily.NAME, daily.MEANING, daily.COLUMNS)
    db.execute(resources.files("projections.metrics").joinpath("views.sql").read_text("utf-8"))
    db.execute("COMMIT")


def _create_table(
    db: "DuckDBPyConnection", name: str, meaning: str, columns: tuple[Column, ...]
) -> None:
    fields = ", ".join(f'"{column.name}" {column.type}' for column in columns)
    db.execute(f"CREATE TABLE {name} ({fields})")
    db.execute(f"COMMENT ON TABLE {name} IS {_text(meaning)}")
    for column in columns:
        db.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {_text(column.meaning)}')


def _text(words: str) -> str:
    """A SQL literal: DDL takes no parameters."""
    return "'" + words.replace("'", "''") + "'"
