"""`store migrate`: once, by anybody who may; what is there and not ours is never touched."""

import multiprocessing
from collections.abc import Iterator
from contextlib import closing
from uuid import UUID

import pytest

from domain.errors import CorruptStoreError, StoreError, StoreNewerError
from domain.events import RuleDisabled
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_migration import UnknownRoleError, migrate
from tests.examples import fact
from tests.postgres_server import PostgresServer

FACTS = [fact(RuleDisabled(rule_id=f"rule_{n}"), n) for n in range(3)]


@pytest.fixture
def role(postgres: PostgresServer) -> Iterator[str]:
    """A role that may log in, and nothing else."""
    name = "clerk"
    postgres.execute(f"CREATE ROLE {name} LOGIN")
    yield name
    postgres.execute(f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def _as(role: str, store: PostgresAddress, postgres: PostgresServer) -> PostgresAddress:
    return PostgresAddress.parse(postgres.address(user=role), schema=store.schema)


def _contents(postgres: PostgresServer, schema: str) -> list[tuple[str, ...]]:
    return postgres.execute(
        "SELECT c.relname, c.relkind::text, c.relacl::text FROM pg_class c"
        f" JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{schema}' ORDER BY 1"
    )


def test_migrating_says_what_was_made_and_a_second_time_nothing(address: PostgresAddress) -> None:
    first, second = migrate(address), migrate(address)

    assert first == [
        f"created schema {address.schema}",
        f"created table {address.schema}.stored_events",
        "created trigger stored_events_append",
        "created trigger stored_events_refuse",
    ]
    assert second == []


def test_a_second_migration_keeps_what_is_stored(store: PostgresAddress) -> None:
    with closing(PostgresEventLog(store)) as log:
        log.append(UUID(int=1), FACTS, expected=0)
        migrate(store)

        assert log.position() == 3


def _migrate_into(conninfo: str, schema: str, said: "multiprocessing.Queue[list[str]]") -> None:
    address = PostgresAddress(conninfo=conninfo, shown="", password="", schema=schema)
    said.put(migrate(address))


def test_of_four_processes_that_migrate_at_once_one_makes_it_and_none_fails(
    address: PostgresAddress,
) -> None:
    context = multiprocessing.get_context("forkserver")
    said: multiprocessing.Queue[list[str]] = context.Queue()
    arguments = (address.conninfo, address.schema, said)
    processes = [context.Process(target=_migrate_into, args=arguments) for _ in range(4)]
    for process in processes:
        process.start()
    made = sorted(len(said.get(timeout=60)) for _ in processes)
    for process in processes:
        process.join()

    assert made == [0, 0, 0, 4]
    PostgresEventLog(address).close()


def test_a_role_with_what_is_granted_can_do_everything_at_run_time(
    address: PostgresAddress, postgres: PostgresServer, role: str
) -> None:
    said = migrate(address, grant_to=[role])

    assert said[-1] == f"granted USAGE, SELECT, INSERT to {role}"
    assert migrate(address, grant_to=[role]) == []
    with closing(PostgresEventLog(_as(role, address, postgres))) as log:
        log.append(UUID(int=1), FACTS, expected=0)
        log.append(UUID(int=1), FACTS, expected=0)
        assert len(log.read()) == log.position() == 3
        assert len(log.recorder.select_notifications(None, 10)) == 3


def test_such_a_role_can_neither_change_nor_make_anything(
    address: PostgresAddress, postgres: PostgresServer, role: str
) -> None:
    migrate(address, grant_to=[role])

    rights = postgres.execute(
        "SELECT privilege_type FROM information_schema.role_table_grants"
        f" WHERE grantee = '{role}' AND table_schema = '{address.schema}' ORDER BY 1"
    )
    ((may_create,),) = postgres.execute(
        f"SELECT has_schema_privilege('{role}', '{address.schema}', 'CREATE')"
    )

    assert rights == [("INSERT",), ("SELECT",)]
    assert not may_create


@pytest.mark.parametrize(
    ("granted", "lacks"),
    [
        ([], "USAGE on schema {0} and SELECT on {0}.stored_events and INSERT on {0}.stored_events"),
        (["USAGE ON SCHEMA {}"], "SELECT on {0}.stored_events and INSERT on {0}.stored_events"),
        (["USAGE ON SCHEMA {}", "SELECT ON {}.stored_events"], "INSERT on {0}.stored_events"),
        (["USAGE ON SCHEMA {}", "INSERT ON {}.stored_events"], "SELECT on {0}.stored_events"),
        (["SELECT, INSERT ON {}.stored_events"], "USAGE on schema {0}"),
    ],
)
def test_a_role_without_a_right_is_told_which_one(
    store: PostgresAddress, postgres: PostgresServer, role: str, granted: list[str], lacks: str
) -> None:
    for right in granted:
        postgres.execute(f"GRANT {right.format(store.schema)} TO {role}")

    with pytest.raises(StoreError) as caught:
        PostgresEventLog(_as(role, store, postgres))

    assert f"role {role} lacks {lacks.format(store.schema)} in " in caught.value.message
    assert f"store migrate --grant-to {role}" in caught.value.hint


def test_a_role_that_may_not_migrate_is_told_so_and_nothing_is_made(
    address: PostgresAddress, postgres: PostgresServer, role: str
) -> None:
    with pytest.raises(StoreError, match="permission denied for database postgres"):
        migrate(_as(role, address, postgres))

    assert _contents(postgres, address.schema) == []


def test_a_role_that_does_not_exist_is_named_and_nothing_is_made(
    address: PostgresAddress, postgres: PostgresServer
) -> None:
    with pytest.raises(UnknownRoleError, match='there is no role no"body'):
        migrate(address, grant_to=['no"body'])

    assert _contents(postgres, address.schema) == []


def test_a_schema_that_was_made_before_is_used(
    address: PostgresAddress, postgres: PostgresServer
) -> None:
    postgres.execute(f"CREATE SCHEMA {address.schema}")

    assert migrate(address)[0] == f"created table {address.schema}.stored_events"


@pytest.mark.parametrize(
    "foreign",
    [
        "CREATE TABLE {}.stored_events (body text)",
        """CREATE TABLE {}.stored_events (originator_id uuid, originator_version bigint,
           topic text, state bytea, notification_id bigserial)""",
        "CREATE VIEW {}.stored_events AS SELECT 1 AS one",
    ],
)
def test_a_foreign_table_is_told_and_left_alone(
    address: PostgresAddress, postgres: PostgresServer, foreign: str
) -> None:
    postgres.execute(f"CREATE SCHEMA {address.schema}", foreign.format(address.schema))
    before = _contents(postgres, address.schema)

    for attempt in (migrate, PostgresEventLog):
        with pytest.raises(CorruptStoreError, match="no event store of baes-optimizer"):
            attempt(address)

    assert _contents(postgres, address.schema) == before


def test_a_table_of_ours_with_another_column_is_told(
    store: PostgresAddress, postgres: PostgresServer
) -> None:
    postgres.execute(f"ALTER TABLE {store.schema}.stored_events ADD COLUMN extra text")

    with pytest.raises(CorruptStoreError, match="no event store of baes-optimizer"):
        PostgresEventLog(store)


def test_a_store_of_a_newer_version_is_told_and_left_alone(
    store: PostgresAddress, postgres: PostgresServer
) -> None:
    newer = "baes-optimizer event store, format 9"
    postgres.execute(f"COMMENT ON TABLE {store.schema}.stored_events IS '{newer}'")

    for attempt in (migrate, PostgresEventLog):
        with pytest.raises(StoreNewerError, match="has format 9, newer than the 1"):
            attempt(store)


@pytest.mark.parametrize(
    "damage", ["DROP TRIGGER stored_events_refuse ON {0}", "ALTER TABLE {0} DISABLE TRIGGER ALL"]
)
def test_a_store_without_its_triggers_is_refused_until_it_is_migrated(
    store: PostgresAddress, postgres: PostgresServer, damage: str
) -> None:
    table = f"{store.schema}.stored_events"
    postgres.execute(damage.format(table))

    with pytest.raises(CorruptStoreError, match="stored_events_refuse missing"):
        PostgresEventLog(store)

    assert "created trigger stored_events_refuse" in migrate(store)
    with closing(PostgresEventLog(store)) as log:
        log.append(UUID(int=1), FACTS, expected=0)
    with pytest.raises(Exception, match="append-only"):
        postgres.execute(f"DELETE FROM {table}")
