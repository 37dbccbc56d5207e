"""The library's PostgreSQL recorder for a role that may read and insert, and nothing else.

What differs from `eventsourcing.postgres`: appends are serialised by an advisory lock instead of a
table lock, and the table notifies who listens by itself (see `postgres_schema.py`); tables are made
by `store migrate` only.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Cursor
from psycopg.sql import SQL, Identifier

from infrastructure.adapters.postgres_connections import EventDatastore
from infrastructure.adapters.postgres_schema import TABLE, channel, lock_statement

_INSERT = """INSERT INTO {table} (originator_id, originator_version, topic, state)
SELECT %(stream)b, %(expected)b::int8 + number, topic, state
FROM unnest(%(topics)b::text[], %(states)b::bytea[]) WITH ORDINALITY AS row (topic, state, number)
WHERE %(expected)b = (
    SELECT coalesce(max(originator_version), 0) FROM {table} WHERE originator_id = %(stream)b
)
ORDER BY number"""


class EventRecorder(PostgresApplicationRecorder):
    """The library's contract, and the one statement by which our own log appends."""

    def __init__(self, datastore: EventDatastore) -> None:
        super().__init__(datastore, events_table_name=TABLE)
        schema = datastore.schema
        self.channel_name = channel(schema)
        self.lock_table_statements[-1] = lock_statement(schema)
        self._insert = SQL(_INSERT).format(table=Identifier(schema, TABLE))

    def create_table(self) -> None:
        """Nothing: `store migrate` does it, once."""

    def insert_rows(
        self,
        cursor: Cursor[Any],
        stream: UUID,
        rows: Sequence[tuple[str, bytes]],
        *,
        expected: int,
    ) -> None:
        """Within a transaction: all rows (topic, state), or none if the stream is elsewhere."""
        self._lock_table(cursor)
        cursor.execute(
            self._insert,
            {
                "stream": stream,
                "expected": expected,
                "topics": [topic for topic, _ in rows],
                "states": [state for _, state in rows],
            },
            prepare=True,
        )

    def _notify_channel(self, curs: Cursor[Any]) -> None:
        """Nothing: the table's trigger does it."""
