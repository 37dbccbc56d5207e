"""Connections to a PostgreSQL event store, made by the thread that needs one.

The library's pool connects on threads of its own: a caller learns only that it waited in vain, and
after a restart of the server the next attempt is seconds away. Here the caller gets the error as it
is, and decides itself how long to try.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection, IsolationLevel
from psycopg.rows import DictRow, dict_row

from domain.errors import StoreError
from infrastructure.adapters.forked import abandoned_in_children
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_errors import refusal

CONNECTIONS = 8  # at once, for one process
IDLE_IN_TRANSACTION = (
    "5s"  # a process that was stopped within an append holds the others up so long
)

_PREPARE = """SELECT set_config('idle_in_transaction_session_timeout', %s, false),
set_config('synchronous_commit', CASE v WHEN 'off' THEN 'on' ELSE v END, false)
FROM current_setting('synchronous_commit') AS v"""


def connect(address: PostgresAddress) -> Connection[DictRow]:
    """One connection, in autocommit; what it commits is synced whatever the server's default is.

    StoreError where no second attempt would help, psycopg.OperationalError otherwise.
    """
    try:
        connection = psycopg.connect(address.conninfo, autocommit=True, row_factory=dict_row)
        # each statement sees what was committed before the lock was got
        connection.isolation_level = IsolationLevel.READ_COMMITTED
        connection.execute(_PREPARE, [IDLE_IN_TRANSACTION])
    except psycopg.OperationalError as error:
        refused = refusal(error, address)
        if refused is None:
            raise
        raise refused from error
    return connection


class CallersPool:
    """What the library's datastore asks of a pool; at most CONNECTIONS are out at once."""

    def __init__(self, address: PostgresAddress, *, patience: float) -> None:
        self._address = address
        self._patience = patience
        self._idle: list[Connection[DictRow]] = []
        self._lock = threading.Lock()
        self._free = threading.Semaphore(CONNECTIONS)
        self._of_parent: list[Connection[DictRow]] = []
        self._forked = False
        self.closed = False
        abandoned_in_children(self)

    def open(self, wait: bool = False, timeout: float = 0) -> None:  # noqa: FBT001, FBT002
        """Nothing to do: the signature is the library's."""

    @contextmanager
    def connection(self) -> Iterator[Connection[DictRow]]:
        """A connection for one thread. psycopg.Error and StoreError."""
        if not self._free.acquire(timeout=self._patience):
            raise StoreError(f"every connection to {self._address.shown} is in use")
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self._free.release()

    def close(self) -> None:
        """Close what is idle now and the others when they come back; closing twice is fine."""
        self.closed = True
        self._drop_idle()

    def abandon(self) -> None:
        """In a forked child: a conversation with the server goes on in the parent only."""
        self._lock = threading.Lock()  # somebody may have held them at that moment
        self._free = threading.Semaphore(CONNECTIONS)
        self._of_parent, self._idle = self._idle, []  # kept: to forget one is to close it
        self._forked = True

    def _take(self) -> Connection[DictRow]:
        if self._forked:
            raise StoreError(
                f"the event log {self._address} was opened before this process was forked",
                hint="open it again",
            )
        if self.closed:
            raise StoreError(f"the event log {self._address} is closed")
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return connect(self._address)

    def _give_back(self, connection: Connection[DictRow]) -> None:
        if connection.closed:  # lost: so are the others, in all likelihood
            self._drop_idle()
        elif self.closed or connection.info.transaction_status:  # somebody left something open
            connection.close()
        else:
            with self._lock:
                self._idle.append(connection)
            if self.closed:
                self._drop_idle()

    def _drop_idle(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            with suppress(psycopg.Error):  # it is gone anyway
                connection.close()


class EventDatastore(PostgresDatastore):
    """The library's datastore over connections of ours; `patience` in seconds."""

    def __init__(self, address: PostgresAddress, *, patience: float) -> None:
        super().__init__(
            dbname="",
            host="",
            port="",
            user="",
            password="",  # the address has it; the library's own pool is never opened
            schema=address.schema,
            lock_timeout=max(1, round(patience)),
        )
        self.connections = CallersPool(address, patience=patience)
        self.pool = self.connections  # type: ignore[assignment]  # what is used of a pool, it has
