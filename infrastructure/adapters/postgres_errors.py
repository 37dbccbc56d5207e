"""What PostgreSQL refuses, as one sentence that names the store and one that says what to do.

A failed attempt to connect has no error code in libpq, only text: it is recognised by its words,
and said in general where they are not English.
"""

import re

import psycopg
from psycopg import errors

from domain.errors import StoreError
from infrastructure.adapters.postgres_address import PostgresAddress

MIGRATE = "run 'baes-opt store migrate' once, as a role that may create it"
_SETTING = "BAES_EVENT_STORE"
_TRY_AGAIN = {"40001", "40P01", "53300"}  # serialization, deadlock, too many connections
_CANCELLED = "57014"  # by somebody, on purpose; the others of its class are a server that stops


def lost(error: psycopg.Error) -> bool:
    """Whether the connection or the server went away: then it is worth trying again."""
    if isinstance(error, psycopg.InterfaceError):
        return True  # used after it was closed
    code = error.sqlstate
    if code is None:
        return isinstance(error, psycopg.OperationalError)
    return code in _TRY_AGAIN or (code[:2] in {"08", "57"} and code != _CANCELLED)


def refusal(error: psycopg.OperationalError, address: PostgresAddress) -> StoreError | None:
    """The sentence for an attempt to connect that no second one would mend; None for the others."""
    text = str(error)
    for pattern, says, hint in _REFUSALS:
        if found := re.search(pattern, text):
            named = [_safe(group, address) for group in found.groups()]
            return StoreError(f"{address.shown} {says.format(*named)}", hint=hint)
    return None


def store_error(error: psycopg.Error, address: PostgresAddress) -> StoreError:
    """The same fault as a sentence that names the store and the remedy."""
    reason = _reason(error, address)
    for kinds, says, hint in _FAULTS:
        if isinstance(error, kinds):
            return StoreError(says.format(address, reason), hint=hint)
    if "too many c" in reason or "connection slots" in reason:
        return StoreError(f"{address.shown} has no connection to spare: {reason}", hint=_CROWDED)
    if lost(error):
        return StoreError(f"{address.shown} cannot be reached: {reason}", hint=_START)
    return StoreError(f"{address} cannot be used: {reason}")


def not_migrated(address: PostgresAddress) -> StoreError:
    """There is a database and no store in it."""
    return StoreError(_NOT_MIGRATED.format(address), hint=MIGRATE)


_START = f"start PostgreSQL there, or check host and port in {_SETTING}"
_CROWDED = "close idle sessions, or raise max_connections there"
_NOT_MIGRATED = "{0} holds no event store yet"
_FAULTS: tuple[tuple[type[psycopg.Error] | tuple[type[psycopg.Error], ...], str, str], ...] = (
    (
        errors.InsufficientPrivilege,
        "a right is missing in {0}: {1}",
        "let the owner of the schema or of the database grant it",
    ),
    ((errors.UndefinedTable, errors.InvalidSchemaName), _NOT_MIGRATED, MIGRATE),
    (
        errors.ReadOnlySqlTransaction,
        "{0} is read-only, perhaps on a standby",
        f"name the primary server in {_SETTING}",
    ),
    (errors.DiskFull, "the disk of {0} is full", "free some space there and try again"),
    (
        errors.LockNotAvailable,
        "{0} is locked by another writer",
        "look for a session that hangs in pg_stat_activity, or try again later",
    ),
)
_REFUSALS = (  # pattern, what is said of the address, hint
    (
        r'authentication failed for user "(.*)"',
        "refuses the password of role {0}",
        f"check user and password in {_SETTING}, PGPASSWORD or ~/.pgpass",
    ),
    (
        r"(no password supplied|fe_sendauth)",
        "asks for a password",
        f"put it into {_SETTING} (user:password@), PGPASSWORD or ~/.pgpass",
    ),
    (
        r'role "(.*)" does not exist',
        "knows no role {0}",
        f"create it, or name another one in {_SETTING}",
    ),
    (
        r'role "(.*)" is not permitted to log in',
        "lets role {0} not log in",
        f"grant LOGIN, or name another role in {_SETTING}",
    ),
    (
        r'database "(.*)" does not exist',
        "has no database {0}",
        f"create it with createdb, or name another one in {_SETTING}",
    ),
    (
        r'permission denied for database "(.*)"',
        "refuses the right CONNECT on database {0}",
        "grant CONNECT on it, or name another role",
    ),
    (
        r"no pg_hba.conf entry for (.*)",
        "lets nobody in from here: pg_hba.conf has no entry for {0}",
        "add one there, or connect from another host",
    ),
)


def _reason(error: psycopg.Error, address: PostgresAddress) -> str:
    """The first line, without what libpq puts before it."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    said = re.sub(r"^(?:connection (?:failed|is bad): )?(?:connection to server .*? failed: )?", "",
                  lines[0])  # fmt: skip
    return _safe(re.sub(r"^(?:FATAL|ERROR): +", "", said), address)


def _safe(text: str, address: PostgresAddress) -> str:
    """No server has a reason to repeat a password; if one does, nobody reads it here."""
    return text.replace(address.password, "***") if address.password else text
