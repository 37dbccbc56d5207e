"""A look-out for appends: LISTEN on a connection of its own."""

import logging
import os
import selectors
import threading
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import scalar_row
from psycopg.sql import SQL, Identifier

from domain.errors import StoreError
from infrastructure.adapters.forked import abandoned_in_children
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_connections import connect
from infrastructure.adapters.postgres_errors import store_error
from infrastructure.adapters.postgres_schema import TABLE, channel

logger = logging.getLogger(__name__)

PROBE_SECONDS = 5.0  # between two questions to a server that says nothing
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds between two attempts to connect


class NotifyWatch:
    """The Watch port; reconnects by itself, and calls back after each connection it made.

    Now and then it asks for the newest position: that finds a server which is gone without a word,
    and appends whose notification a pooler between has swallowed.
    """

    def __init__(self, address: PostgresAddress, on_append: Callable[[], None]) -> None:
        self._address = address
        self._on_append = on_append
        self._listen = SQL("LISTEN {}").format(Identifier(channel(address.schema)))
        self._newest = SQL("SELECT max(notification_id) FROM {}").format(
            Identifier(address.schema, TABLE)
        )
        self._stopping = threading.Event()
        self._stop_read, self._stop_write = os.pipe()
        self._closing = threading.Lock()
        abandoned_in_children(self)
        self._thread = threading.Thread(target=self._run, name="event-log-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop and wait for a call that is under way; closing twice is fine."""
        with self._closing:
            if self._stopping.is_set():
                return
            self._stopping.set()
            os.write(self._stop_write, b"x")
            if self._thread is not threading.current_thread():
                self._thread.join()
            os.close(self._stop_read)
            os.close(self._stop_write)

    def abandon(self) -> None:
        """In a forked child: the thread and the pipe's other end are the parent's."""
        self._closing = threading.Lock()
        self._stopping.set()

    def _run(self) -> None:
        pause, complained = FIRST_PAUSE, False
        while not self._stopping.is_set():
            try:
                with closing(connect(self._address)) as connection:
                    connection.execute(self._listen)
                    pause, complained = FIRST_PAUSE, False
                    self._follow(connection)
            except (psycopg.Error, StoreError, OSError) as error:
                if not complained:  # once, not at every attempt
                    logger.warning("watching the event store stops for now: %s", self._said(error))
                complained = True
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _follow(self, connection: Connection[Any]) -> None:
        """Call back once now, then after each notification, until the watch is closed."""
        known = self._position(connection)
        self._call()
        with selectors.DefaultSelector() as waiting:
            waiting.register(connection, selectors.EVENT_READ)
            waiting.register(self._stop_read, selectors.EVENT_READ)
            while not self._stopping.is_set():
                heard = waiting.select(PROBE_SECONDS)
                told = bool(list(connection.notifies(timeout=0)))  # raises if the server is gone
                if not heard:
                    newest = self._position(connection)
                    told, known = told or newest != known, newest
                if told:
                    self._call()

    def _call(self) -> None:
        if not self._stopping.is_set():
            self._on_append()

    def _position(self, connection: Connection[Any]) -> object:
        with connection.cursor(row_factory=scalar_row) as cursor:
            return cursor.execute(self._newest).fetchone()

    def _said(self, error: psycopg.Error | StoreError | OSError) -> str:
        if isinstance(error, psycopg.Error):
            return store_error(error, self._address).message
        return str(error)
