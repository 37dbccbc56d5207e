"""What the tests of the PostgreSQL event store share."""

import pytest

from infrastructure.adapters.postgres_address import PostgresAddress
from infrastructure.adapters.postgres_migration import migrate
from tests.postgres_server import PostgresServer


@pytest.fixture
def address(postgres: PostgresServer) -> PostgresAddress:
    """A schema that does not exist yet."""
    return postgres.new_store()


@pytest.fixture
def store(address: PostgresAddress) -> PostgresAddress:
    """An empty store."""
    migrate(address)
    return address
