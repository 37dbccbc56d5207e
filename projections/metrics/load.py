"""How rows get into a table: whole columns at once, never a statement a row.

A few rows travel as JSON, which needs nothing that is not imported anyway; many as Arrow, in a
third of the time, once pyarrow is imported. Both refuse a value that does not fit its column:
`from_json_strict` raises where `from_json` would store NULL.
"""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import msgspec

from projections.metrics.rows import Batch, Row
from projections.metrics.tables import ENVELOPE, Column, Table

ARROW_FROM = 1_000  # rows
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Load:
    """Rows of one table on their way: a JSON document or an Arrow batch."""

    table: Table
    json: str | None = None
    arrow: Any = None


def prepared(batch: Batch, *, arrow_from: int = ARROW_FROM) -> list[Load]:
    """The rows of every table, in order; as Arrow where there are so many.

    Raises duckdb.Error where a value does not fit an Arrow column.
    """
    if not batch.envelopes:
        return []
    rows = sum(len(rows.values) for rows in batch.tables.values())
    return _as_arrow(batch) if rows >= arrow_from else _as_json(batch)


def is_checked(loads: Sequence[Load]) -> bool:
    """Whether every value is known to fit its column: Arrow's columns have the types of ours."""
    return all(load.json is None for load in loads)


def insert(db: duckdb.DuckDBPyConnection, loads: Sequence[Load]) -> None:
    """Append them. Raises duckdb.Error where a value does not fit its column."""
    for load in loads:
        if load.json is None:
            _insert_arrow(db, load)
        else:
            _insert_json(db, load.table, load.json)


def _as_json(batch: Batch) -> list[Load]:
    loads = []
    for table, rows in batch.tables.items():
        whole = rows.values
        if rows.events:
            envelopes = batch.envelopes
            whole = [envelopes[n] + own for n, own in zip(rows.events, whole, strict=True)]
        names = [column.name for column in table.columns]
        columns = dict(zip(names, zip(*whole, strict=True), strict=True))
        loads.append(Load(table, json=_encoder.encode(columns).decode()))
    return loads


def _insert_json(db: duckdb.DuckDBPyConnection, table: Table, text: str) -> None:
    names = [column.name for column in table.columns]
    shape = json.dumps({column.name: [column.type] for column in table.columns})
    unnested = ", ".join(f'unnest(batch."{name}") AS "{name}"' for name in names)
    parsed = f"(SELECT from_json_strict(?, '{shape}') AS batch)"
    rows_in_sql = f"SELECT {unnested} FROM {parsed}"  # noqa: S608 - names of our own columns
    db.execute(_insertion(table, rows_in_sql), [text])


def _as_arrow(batch: Batch) -> list[Load]:
    import pyarrow as pa  # noqa: PLC0415 - most commands never need it

    loads = []
    try:
        envelope = _arrays(ENVELOPE, batch.envelopes)
        for table, rows in batch.tables.items():
            if rows.events:
                columns = _picked(envelope, rows.events) + _arrays(table.own, rows.values)
            else:
                columns = _arrays(table.columns, rows.values)
            names = [column.name for column in table.columns]
            loads.append(Load(table, arrow=pa.RecordBatch.from_arrays(columns, names=names)))
    except (pa.ArrowException, OverflowError) as error:
        raise duckdb.ConversionException(str(error)) from error
    return loads


def _insert_arrow(db: duckdb.DuckDBPyConnection, load: Load) -> None:
    db.register("batch", load.arrow)
    try:
        db.execute(_insertion(load.table, "SELECT * FROM batch"))
    finally:
        with contextlib.suppress(duckdb.Error):  # of a transaction that has failed, with a reason
            db.unregister("batch")


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


def _insertion(table: Table, rows: str) -> str:
    """Facts are new. What they share may be known, and more than once in a batch."""
    into = f"INSERT INTO {table.name}"
    if table.of_facts:
        return f"{into} {rows}"
    key = table.own[0].name
    known = f"SELECT {key} FROM {table.name}"  # noqa: S608 - names of our own tables
    return f"{into} SELECT DISTINCT * FROM ({rows}) WHERE {key} NOT IN ({known})"  # noqa: S608
