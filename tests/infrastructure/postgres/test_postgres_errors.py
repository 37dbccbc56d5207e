"""Each fault of an address or a server has its own sentence, and no sentence has the password."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import StoreError
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_migration import migrate
from infrastructure.settings import Settings, SettingsError
from tests.examples import EXAMPLES, STREAM, fact
from tests.postgres_server import GUARDED, PostgresServer

SECRET = "s3cr:t%W@rd/?#"  # noqa: S105 - of a server that lives for one test


@pytest.fixture
def guarded(postgres: PostgresServer) -> Iterator[PostgresServer]:
    """The server with a role that needs a password."""
    postgres.execute(f"CREATE ROLE {GUARDED} SUPERUSER LOGIN PASSWORD '{SECRET}'")
    postgres.guard()
    yield postgres
    postgres.execute(f"DROP OWNED BY {GUARDED} CASCADE", f"DROP ROLE {GUARDED}")


def _refused(address: str, schema: str = "baes") -> StoreError:
    with pytest.raises(StoreError) as caught:
        PostgresEventLog(PostgresAddress.parse(address, schema=schema))
    assert "\n" not in caught.value.message
    assert caught.value.hint
    return caught.value


def test_the_right_password_is_taken_whatever_is_in_it(guarded: PostgresServer) -> None:
    address = PostgresAddress.parse(
        guarded.address(user=GUARDED, password=SECRET), schema=guarded.new_store().schema
    )
    migrate(address)

    with closing(PostgresEventLog(address)) as log:
        assert log.position() == 0


def test_a_wrong_password(guarded: PostgresServer) -> None:
    wrong = "wr0ng"
    error = _refused(guarded.address(user=GUARDED, password=wrong))

    assert "refuses the password of role guarded" in error.message
    assert wrong not in error.message


def test_no_password(guarded: PostgresServer) -> None:
    assert "asks for a password" in _refused(guarded.address(user=GUARDED)).message


def test_an_unknown_role(postgres: PostgresServer) -> None:
    assert "knows no role nobody" in _refused(postgres.address(user="nobody")).message


def test_an_unknown_database(postgres: PostgresServer) -> None:
    error = _refused(postgres.address(database="nothing"))

    assert "has no database nothing" in error.message
    assert "createdb" in error.hint


def test_a_role_without_a_connection_to_spare(postgres: PostgresServer) -> None:
    postgres.execute("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")

    error = _refused(postgres.address(user="crowded"))

    postgres.execute("DROP ROLE crowded")
    assert "has no connection to spare: too many connections for role" in error.message
    assert "max_connections" in error.hint


def test_a_standby_is_read_only(store: PostgresAddress, postgres: PostgresServer) -> None:
    postgres.execute("CREATE ROLE standby SUPERUSER LOGIN")
    postgres.execute("ALTER ROLE standby SET default_transaction_read_only = on")
    address = PostgresAddress.parse(postgres.address(user="standby"), schema=store.schema)
    with (
        closing(PostgresEventLog(address)) as log,
        pytest.raises(StoreError, match="is read-only, perhaps on a standby"),
    ):
        log.append(STREAM, [fact(EXAMPLES[0], 1)], expected=0)

    postgres.execute("DROP ROLE standby")


def test_a_schema_that_is_not_there(postgres: PostgresServer) -> None:
    error = _refused(postgres.address(), "elsewhere")

    assert "(schema elsewhere) holds no event store yet" in error.message
    assert "store migrate" in error.hint


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql://u@127.0.0.1:1/d", "Connection refused"),
        ("postgresql://u@nowhere.invalid/d", "nowhere.invalid"),
        ("postgresql://u@/d?host=/nowhere", "No such file or directory"),
    ],
)
def test_a_server_that_is_not_there(address: str, says: str) -> None:
    error = _refused(address)

    assert "cannot be reached" in error.message
    assert says in error.message
    assert "start PostgreSQL there" in error.hint


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:p%zz@h/d",
        "postgresql://u:pa/ss@h/d",
        "postgresql://u:12/ss@h/d",
        "postgresql://u:pa@ss@h/d",
        "postgresql://u@h/d?pass=secret",
        "postgresql://u@[::1/d",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        PostgresAddress.parse(address, schema="baes")

    assert "cannot be read as an address" in caught.value.message
    for part in ("ss", "zz", "secret", "12"):
        assert part not in caught.value.message.replace("address", "")
    assert caught.value.__cause__ is None


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=3, max_size=20))
def test_no_password_is_ever_shown(text: str) -> None:
    password = f"ß{text}ß"  # so that it is no word of the sentences
    given_address = f"postgresql://someone:{quote(password, safe='')}@127.0.0.1:1/d"
    address = PostgresAddress.parse(given_address, schema="baes")
    settings = Settings(event_store=given_address)

    assert address.password == password
    for shown in (str(address), repr(address), address.shown, repr(settings), str(settings)):
        assert password not in shown
        assert quote(password, safe="") not in shown


def test_a_password_is_in_no_message_no_log_and_no_trace(
    guarded: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "h1dden-w0rd"
    try:
        migrate(PostgresAddress.parse(guarded.address(user=GUARDED, password=wrong), schema="x"))
    except StoreError as error:
        told = [error.message, error.hint, *traceback.format_exception(error)]

    assert wrong not in "".join(told) + caplog.text


@pytest.mark.parametrize("address", ["mysql://u:pw@h/d", "events.db", "sqlite:///x", "postgresql:"])
def test_another_kind_of_address_is_no_setting(address: str) -> None:
    with pytest.raises(SettingsError, match="BAES_EVENT_STORE: an event store is a postgresql://"):
        Settings.load({}, event_store=address)


@pytest.mark.parametrize("schema", ["Baes", "a-b", "1a", 'a"b', "", "a" * 41])
def test_a_schema_that_is_no_plain_identifier_is_no_setting(schema: str) -> None:
    with pytest.raises(SettingsError, match="BAES_EVENT_STORE_SCHEMA"):
        Settings.load({}, event_store_schema=schema)


def test_an_empty_address_means_the_file(tmp_path: Path) -> None:
    assert Settings(event_store="", data_dir=tmp_path).event_store is None


def test_an_address_is_shown_with_what_tells_it_from_others() -> None:
    def shown(address: str) -> str:
        return PostgresAddress.parse(address, schema="s").shown

    assert shown("postgresql://u:p@h:5433/d?sslmode=require") == "postgresql://u@h:5433/d"
    assert shown("postgres://h") == "postgresql://h"
    assert shown("postgresql://u@a:1,b:2/d") == "postgresql://u@a:1,b:2/d"
    assert shown("postgresql://u@/d?host=/run/pg") == "postgresql://u@/d?host=/run/pg"
    assert shown("postgresql://u@%2Frun%2Fpg/d") == "postgresql://u@/d?host=/run/pg"
