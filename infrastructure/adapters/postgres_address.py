"""Where a PostgreSQL event store is: the address as given, and how it is shown to people.

The password is in the first and never in the second. What libpq says about an address that it
cannot read quotes parts of it, possibly of the password, so none of that is passed on.
"""

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from domain.errors import StoreError

# What a dead peer costs before it is noticed; an address may say otherwise.
_DEFAULTS = {
    "connect_timeout": "5",  # seconds
    "keepalives_idle": "10",  # seconds
    "keepalives_interval": "5",  # seconds
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",  # milliseconds
    "application_name": "baes-optimizer",
    "client_encoding": "utf8",
}
# At most one raw @ before the first slash: a second one is part of a password that was not encoded.
_READABLE = re.compile(r"postgres(?:ql)?://(?:[^@/]*@)?[^@/?]*(?:/[^@/?]*)?(?:\?[^@]*)?")


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """A database and the schema of the store in it."""

    conninfo: str = field(repr=False)  # with the password
    shown: str
    password: str = field(repr=False)
    schema: str

    @classmethod
    def parse(cls, address: str, *, schema: str) -> Self:
        """StoreError for what cannot be an address; the schema is known to be an identifier."""
        if not _READABLE.fullmatch(address):
            raise _unreadable()
        try:
            given = {name: str(value) for name, value in conninfo_to_dict(address).items()}
        except psycopg.ProgrammingError:
            raise _unreadable() from None  # its text quotes the address
        return cls(
            conninfo=make_conninfo("", **(_DEFAULTS | given)),
            shown=_shown(given),
            password=given.get("password", ""),
            schema=schema,
        )

    def __str__(self) -> str:
        return f"{self.shown} (schema {self.schema})"


def _shown(given: dict[str, str]) -> str:
    """The address without its password and options."""
    user = f"{quote(given['user'])}@" if given.get("user") else ""
    hosts = given.get("host", "").split(",")
    ports = given.get("port", "").split(",")
    database = f"/{quote(given['dbname'])}" if given.get("dbname") else ""
    if hosts[0].startswith("/"):
        return f"postgresql://{user}{database or '/'}?host={hosts[0]}"
    places = [
        f"{host}:{port}" if port else host
        for host, port in zip(hosts, ports * len(hosts) if len(ports) == 1 else ports, strict=False)
    ]
    return f"postgresql://{user}{','.join(places)}{database}"


def _unreadable() -> StoreError:
    return StoreError(
        "BAES_EVENT_STORE cannot be read as an address of PostgreSQL",
        hint="write postgresql://user:password@host:5432/database; in the password, %, @, / and ? "
        "are written %25, %40, %2F and %3F",
    )
