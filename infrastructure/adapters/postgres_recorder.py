"""The library's PostgreSQL recorder for a role that may read and insert, and nothing else.

What differs from `eventsourcing.postgres`: appends are serialised by an advisory lock instead of a
table lock, and the table notifies who listens by itself (see `postgres_schema.py`); tables are made
by `store migrate` only; a subscription misses nothing of what is appended while it starts.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.postgres import PostgresApplicationRecorder, PostgresSubscription
from psycopg import Cursor
from psycopg.sql import SQL, Identifier

from infrastructure.adapters.postgres_connections import EventDatastore
from infrastructure.adapters.postgres_schema import TABLE, channel, lock_statement

STOP_IS_SEEN_SECONDS = 0.1
"""How long a listener waits before it asks whether its subscription has been stopped."""

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

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> "EventSubscription":
        return EventSubscription(recorder=self, gt=gt, topics=topics)

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


class EventSubscription(PostgresSubscription):
    """The library's, which reads once more as soon as it listens.

    It reads the log in one thread and listens in another; of what is appended after the first
    read and before LISTEN, nobody is told.
    """

    def _listen(self) -> None:
        try:
            with self._recorder.datastore.get_connection() as connection:
                connection.execute(
                    SQL("LISTEN {0}").format(Identifier(self._recorder.channel_name))
                )
                self._has_been_notified.set()
                while not self._has_been_stopped and not self._thread_error:
                    for _ in connection.notifies(timeout=STOP_IS_SEEN_SECONDS, stop_after=1):
                        self._has_been_notified.set()
        except BaseException as error:  # noqa: BLE001 the reader of the subscription raises it
            self._thread_error = self._thread_error or error
            self.stop()
