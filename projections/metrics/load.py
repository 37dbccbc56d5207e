"""How rows get into a table: whole columns at once, never a statement a row.

Columns travel as JSON, which needs nothing that is not imported anyway. Importing pyarrow costs
seconds (it pulls pandas in), and an Arrow table is only 1.5 times as fast: it pays in a rebuild,
so the loader changes over after `ARROW_AFTER` rows. Both refuse a value that does not fit its
column: `from_json_strict` raises where `from_json` would store NULL.
"""

import json
from collections.abc import Sequence
from typing import Any

import duckdb
import msgspec

from projections.metrics.rows import Batch, Row
from projections.metrics.tables import ENVELOPE, Column, Table

ARROW_AFTER = 50_000
_encoder = msgspec.json.Encoder()


class Loader:
    """Appends rows over one connection."""

    def __init__(self, db: duckdb.DuckDBPyConnection, *, arrow_after: int = ARROW_AFTER) -> None:
        self._db = db
        self._arrow_after = arrow_after
        self._loaded = 0

    def insert(self, batch: Batch) -> None:
        """Append the rows of every table, in order.

        Raises duckdb.Error where a value does not fit its column.
        """
        if not batch.envelopes:
            return
        by_arrow = self._loaded >= self._arrow_after
        self._loaded += sum(len(rows.values) for rows in batch.tables.values())
        (_insert_arrow if by_arrow else _insert_json)(self._db, batch)


def _insert_json(db: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    for table, rows in batch.tables.items():
        whole = [rows.values[n] for n in rows.picks] if rows.picks else rows.values
        if rows.events:
            envelopes = batch.envelopes
            whole = [envelopes[n] + own for n, own in zip(rows.events, whole, strict=True)]
        names = [column.name for column in table.columns]
        shape = json.dumps({column.name: [column.type] for column in table.columns})
        columns = dict(zip(names, zip(*whole, strict=True), strict=True))
        unnested = ", ".join(f'unnest(batch."{name}")' for name in names)
        db.execute(
            f"INSERT INTO {table.name} SELECT {unnested} "  # noqa: S608 - names of our own tables
            f"FROM (SELECT from_json_strict(?, '{shape}') AS batch)",
            [_encoder.encode(columns).decode()],
        )


def _insert_arrow(db: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    import pyarrow as pa  # noqa: PLC0415 - costs a second; see the docstring

    try:
        envelope = _arrays(ENVELOPE, batch.envelopes)
        for table, rows in batch.tables.items():
            if rows.events:
                own = _arrays(table.own, rows.values)
                columns = _picked(envelope, rows.events)
                columns += _picked(own, rows.picks) if rows.picks else own
            else:
                columns = _arrays(table.columns, rows.values)
            names = [column.name for column in table.columns]
            _insert(db, table, pa.RecordBatch.from_arrays(columns, names=names))
    except (pa.ArrowException, OverflowError) as error:
        raise duckdb.ConversionException(str(error)) from error


def _arrays(columns: Sequence[Column], rows: Sequence[Row]) -> list[Any]:
    import pyarrow as pa  # noqa: PLC0415 - see above

    types: dict[str, Any] = {
        "BIGINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "VARCHAR": pa.string(),
        "UUID": pa.uuid(),
        "DATE": pa.date32(),
        "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
    }
    return [
        pa.array(values, type=types[column.type])
        for column, values in zip(columns, zip(*rows, strict=True), strict=True)
    ]


def _picked(arrays: Sequence[Any], places: Sequence[int]) -> list[Any]:
    """The values at those places, without a copy of them."""
    import pyarrow as pa  # noqa: PLC0415 - see above

    which = pa.array(places, type=pa.int32())
    return [pa.DictionaryArray.from_arrays(which, array) for array in arrays]


def _insert(db: duckdb.DuckDBPyConnection, table: Table, batch: Any) -> None:
    db.register("batch", batch)
    try:
        db.execute(f"INSERT INTO {table.name} SELECT * FROM batch")  # noqa: S608 - our own table
    finally:
        db.unregister("batch")
