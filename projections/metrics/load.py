"""How rows get into a table: whole columns at once, never a statement a row.

A few rows travel as JSON, which needs nothing that is not imported anyway; many as Arrow, in a
third of the time, once pyarrow is imported. Both refuse a value that does not fit its column:
`from_json_strict` raises where `from_json` would store NULL.
"""

import json
from collections.abc import Sequence
from typing import Any

import duckdb
import msgspec

from projections.metrics.rows import Batch, Row
from projections.metrics.tables import ENVELOPE, Column, Table

ARROW_FROM = 1_000  # rows
_encoder = msgspec.json.Encoder()


def insert(db: duckdb.DuckDBPyConnection, batch: Batch, *, arrow_from: int = ARROW_FROM) -> None:
    """Append the rows of every table, in order; as Arrow where there are so many.

    Raises duckdb.Error where a value does not fit its column.
    """
    if not batch.envelopes:
        return
    if sum(len(rows.values) for rows in batch.tables.values()) >= arrow_from:
        _insert_arrow(db, batch)
    else:
        _insert_json(db, batch)


def _insert_json(db: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    for table, rows in batch.tables.items():
        whole = rows.values
        if rows.events:
            envelopes = batch.envelopes
            whole = [envelopes[n] + own for n, own in zip(rows.events, whole, strict=True)]
        names = [column.name for column in table.columns]
        shape = json.dumps({column.name: [column.type] for column in table.columns})
        columns = dict(zip(names, zip(*whole, strict=True), strict=True))
        unnested = ", ".join(f'unnest(batch."{name}") AS "{name}"' for name in names)
        parsed = f"(SELECT from_json_strict(?, '{shape}') AS batch)"
        rows_in_sql = f"SELECT {unnested} FROM {parsed}"  # noqa: S608 - names of our own columns
        db.execute(_insertion(table, rows_in_sql), [_encoder.encode(columns).decode()])


def _insert_arrow(db: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    import pyarrow as pa  # noqa: PLC0415 - most commands never need it

    try:
        envelope = _arrays(ENVELOPE, batch.envelopes)
        for table, rows in batch.tables.items():
            if rows.events:
                columns = _picked(envelope, rows.events) + _arrays(table.own, rows.values)
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
        db.execute(_insertion(table, "SELECT * FROM batch"))
    finally:
        db.unregister("batch")


def _insertion(table: Table, rows: str) -> str:
    """Facts are new. What they share may be known, and more than once in a batch."""
    into = f"INSERT INTO {table.name}"
    if table.of_facts:
        return f"{into} {rows}"
    key = table.own[0].name
    known = f"SELECT {key} FROM {table.name}"  # noqa: S608 - names of our own tables
    return f"{into} SELECT DISTINCT * FROM ({rows}) WHERE {key} NOT IN ({known})"  # noqa: S608
