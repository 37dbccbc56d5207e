"""`store migrate` for PostgreSQL: everything the store needs, once, in one transaction."""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from domain.errors import RejectedError
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_connections import connect
from infrastructure.adapters.postgres_errors import store_error
from infrastructure.adapters.postgres_schema import (
    CREATE_TABLE,
    LOCK_CLASS,
    TABLE,
    TABLE_RIGHTS,
    TRIGGERS,
    filled_in,
)
from infrastructure.adapters.postgres_state import read_state


class UnknownRoleError(RejectedError):
    """A role to grant rights to that the server does not know."""

    code = "unknown_role"


def migrate(address: PostgresAddress, *, grant_to: Sequence[str] = ()) -> list[str]:
    """Make what is missing and say what that was; nothing changes when called again.

    UnknownRoleError; StoreError and its kin: then nothing was changed.
    """
    try:
        with connect(address) as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s, 0)", [LOCK_CLASS])
            return [*_create(connection, address), *_grant(connection, address.schema, grant_to)]
    except psycopg.Error as error:
        raise store_error(error, address) from error


def _create(connection: Connection[Any], address: PostgresAddress) -> Iterator[str]:
    schema = address.schema
    state = read_state(connection, schema)
    state.check_ours(address)
    if not state.has_schema:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
        yield f"created schema {schema}"
    if not state.has_table:
        for statement in CREATE_TABLE:
            connection.execute(filled_in(statement, schema))
        yield f"created table {schema}.{TABLE}"
    for name in state.missing_triggers:
        for statement in TRIGGERS[name]:
            connection.execute(filled_in(statement, schema))
        yield f"created trigger {name}"


def _grant(connection: Connection[Any], schema: str, roles: Sequence[str]) -> Iterator[str]:
    for role in roles:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        if known is None:
            raise UnknownRoleError(
                f"there is no role {role}", hint=f'create it: CREATE ROLE "{role}" LOGIN'
            )
        if _holds_all(connection, schema, role):
            continue
        grantee = Identifier(role)
        connection.execute(
            SQL("GRANT USAGE ON SCHEMA {} TO {}").format(Identifier(schema), grantee)
        )
        connection.execute(
            SQL("GRANT {} ON {} TO {}").format(
                SQL(", ").join(map(SQL, TABLE_RIGHTS)), Identifier(schema, TABLE), grantee
            )
        )
        yield f"granted USAGE, {', '.join(TABLE_RIGHTS)} to {role}"


def _holds_all(connection: Connection[Any], schema: str, role: str) -> bool:
    cursor = connection.execute(
        "SELECT has_schema_privilege(%(role)s, %(schema)s, 'USAGE')"
        " AND has_table_privilege(%(role)s, %(table)s, 'SELECT')"
        " AND has_table_privilege(%(role)s, %(table)s, 'INSERT') AS holds",
        {"role": role, "schema": schema, "table": f'"{schema}".{TABLE}'},
    )
    row = cursor.fetchone()
    return bool(row and row["holds"])
