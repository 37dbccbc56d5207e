"""What is in the database where an event store should be; reads the catalogue, which anybody may.

So a schema that is missing, a foreign table, a newer store and a missing right are told apart
before anything is written.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier, Literal

from domain.errors import CorruptStoreError, StoreError, StoreNewerError
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_connections import connect
from infrastructure.adapters.postgres_errors import not_migrated, store_error
from infrastructure.adapters.postgres_schema import COLUMNS, FORMAT, MARK, TABLE, TRIGGERS

_QUERY = """SELECT current_user::text AS role, n.oid IS NOT NULL AS has_schema,
    c.oid IS NOT NULL AS has_table,
    coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS usage,
    coalesce(has_table_privilege(c.oid, 'SELECT'), false) AS "select",
    coalesce(has_table_privilege(c.oid, 'INSERT'), false) AS "insert",
    coalesce(obj_description(c.oid, 'pg_class'), '') AS mark,
    ARRAY(SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute
          WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns,
    ARRAY(SELECT tgname::text FROM pg_trigger
          WHERE tgrelid = c.oid AND NOT tgisinternal AND tgenabled <> 'D') AS triggers
FROM (SELECT %s::name AS schema, %s::name AS relation) AS wanted
LEFT JOIN pg_namespace n ON n.nspname = wanted.schema
LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.relation"""


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the catalogue says about a schema, as the role that asks sees it."""

    role: str
    has_schema: bool
    has_table: bool
    usage: bool
    select: bool
    insert: bool
    mark: str
    columns: list[str]
    triggers: list[str]

    @property
    def format(self) -> int | None:
        """The format of a store of ours; None for anything else."""
        number = self.mark.removeprefix(MARK)
        return int(number) if number != self.mark and number.isdecimal() else None

    @property
    def missing_triggers(self) -> list[str]:
        """Of those that keep the store append-only and in order."""
        return [name for name in TRIGGERS if name not in self.triggers]

    def check_ours(self, address: PostgresAddress) -> None:
        """That a table of that name is ours and of a format that is known here.

        CorruptStoreError or StoreNewerError; no table is fine.
        """
        if not self.has_table:
            return
        found = self.format
        if found is not None and found > FORMAT:
            raise StoreNewerError(str(address), found, FORMAT)
        if found is None or tuple(self.columns) != COLUMNS:
            raise CorruptStoreError(
                f"{address} has a table {TABLE} that is no event store of baes-optimizer",
                hint="name another schema in BAES_EVENT_STORE_SCHEMA; the table was not touched",
            )

    def check(self, address: PostgresAddress) -> None:
        """That this role can use the store. StoreError and its kin."""
        self.check_ours(address)
        if not self.has_table:
            raise not_migrated(address)
        missing = list(self._missing_rights(address.schema))
        if missing:
            raise StoreError(
                f"role {self.role} lacks {' and '.join(missing)} in {address.shown}",
                hint=f"as the store's owner run 'baes-opt store migrate --grant-to {self.role}'",
            )
        if self.missing_triggers:
            raise CorruptStoreError(
                f"{address} is damaged: trigger {', '.join(self.missing_triggers)} missing",
                hint="run 'baes-opt store migrate' as its owner, and find out who removed it",
            )

    def _missing_rights(self, schema: str) -> Iterator[str]:
        if not self.usage:
            yield f"USAGE on schema {schema}"
        if not self.select:
            yield f"SELECT on {schema}.{TABLE}"
        if not self.insert:
            yield f"INSERT on {schema}.{TABLE}"


def read_state(connection: Connection[Any], schema: str) -> StoreState:
    """Look, and touch nothing. psycopg.Error."""
    with connection.cursor(row_factory=class_row(StoreState)) as cursor:
        state = cursor.execute(_QUERY, [schema, TABLE]).fetchone()
    assert state is not None  # noqa: S101 - a LEFT JOIN from one row has one row
    return state


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """How much a store holds; `events` is None if not counted."""

    format: int
    events: int | None
    position: int
    bytes: int


def read_figures(address: PostgresAddress, *, count: bool) -> StoreFigures:
    """Count what is there, and touch nothing. StoreError and its kin for a store we cannot use."""
    table = Identifier(address.schema, TABLE)
    query = SQL(
        "SELECT {events} AS events, {format}::int AS format,"
        " (SELECT coalesce(max(notification_id), 0) FROM {table}) AS position,"
        " pg_total_relation_size({name}::regclass) AS bytes"
    )
    try:
        with closing(connect(address)) as connection:
            state = read_state(connection, address.schema)
            state.check(address)
            name = Literal(f'"{address.schema}".{TABLE}')
            events = SQL("(SELECT count(*) FROM {})" if count else "NULL::bigint").format(table)
            filled = query.format(table=table, name=name, format=state.format, events=events)
            with connection.cursor(row_factory=class_row(StoreFigures)) as cursor:
                return cursor.execute(filled).fetchall()[0]
    except psycopg.Error as error:
        raise store_error(error, address) from error
