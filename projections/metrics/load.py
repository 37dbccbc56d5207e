"""How rows get into a table: whole columns at once, never a statement a row.

Columns travel as JSON, which needs nothing that is not imported anyway. Importing pyarrow costs
seconds (it pulls pandas in), and an Arrow table is only 1.5 times as fast: it pays in a rebuild,
so the loader changes over after `ARROW_AFTER` rows. Both refuse a value that does not fit its
column: `from_json_strict` raises where `from_json` would store NULL.
"""

import json
from typing import Any

import duckdb
import msgspec

from projections.metrics.rows import Row
from projections.metrics.tables import Table

ARROW_AFTER = 50_000
_encoder = msgspec.json.Encoder()


class Loader:
    """Appends rows over one connection."""

    def __init__(self, db: duckdb.DuckDBPyConnection, *, arrow_after: int = ARROW_AFTER) -> None:
        self._db = db
        self._arrow_after = arrow_after
        self._loaded = 0

    def insert(self, table: Table, rows: list[Row]) -> None:
        """Append `rows`, each in the order of `table.columns`.

        Raises duckdb.Error where a value does not fit its column.
        """
        by_arrow = self._loaded >= self._arrow_after
        self._loaded += len(rows)
        (_insert_arrow if by_arrow else _insert_json)(self._db, table, rows)


def _insert_json(db: duckdb.DuckDBPyConnection, table: Table, rows: list[Row]) -> None:
    names = [column.name for column in table.columns]
    shape = json.dumps({column.name: [column.type] for column in table.columns})
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    unnested = ", ".join(f'unnest(batch."{name}")' for name in names)
    db.execute(
        f"INSERT INTO {table.name} SELECT {unnested} "  # noqa: S608 - names of our own tables
        f"FROM (SELECT from_json_strict(?, '{shape}') AS batch)",
        [_encoder.encode(columns).decode()],
    )


def _insert_arrow(db: duckdb.DuckDBPyConnection, table: Table, rows: list[Row]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - costs seconds; see the docstring

    types: dict[str, Any] = {
        "BIGINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "VARCHAR": pa.string(),
        "UUID": pa.string(),
        "DATE": pa.date32(),
        "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
    }
    schema = pa.schema([(column.name, types[column.type]) for column in table.columns])
    names = (column.name for column in table.columns)
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    try:
        batch = pa.Table.from_pydict(columns, schema=schema)
    except (pa.ArrowException, OverflowError) as error:
        raise duckdb.ConversionException(str(error)) from error
    db.register("batch", batch)
    try:
        db.execute(f"INSERT INTO {table.name} SELECT * FROM batch")  # noqa: S608 - our own table
    finally:
        db.unregister("batch")
