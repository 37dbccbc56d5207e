"""A writer of many small and large appends, to be run in a process of its own."""

import random
from contextlib import closing
from uuid import uuid4

from domain.events import Fact, RuleDisabled
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_postgres import PostgresEventLog
from infrastructure.adapters.postgres_address import PostgresAddress


def write(conninfo: str, schema: str, name: str, events: int) -> None:
    """Append `events` facts named after the writer, one to a hundred at a time."""
    clock, stream, version = SystemClock(), uuid4(), 0
    sizes = random.Random(name)  # noqa: S311 - sizes that are the same in each run
    address = PostgresAddress(conninfo=conninfo, shown="", password="", schema=schema)
    with closing(PostgresEventLog(address)) as log:
        while version < events:
            size = min(sizes.choice((1, 2, 10, 100)), events - version)
            facts = [
                Fact(clock.new_id(), clock.now(), "r", RuleDisabled(rule_id=f"{name}_{n}"))
                for n in range(version, version + size)
            ]
            log.append(stream, facts, expected=version)
            version += size
