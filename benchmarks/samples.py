"""Events as real work writes them: the entities of three real schemas, and their builds.

Everything that repeats in reality repeats here as often, and what is unique there is unique here:
requests, names, ids and times.
"""

import functools
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

from domain.attributes import Attribute
from domain.entities import EntitySpec
from domain.events import Event, Fact, Hit, RecognitionCached, RecognitionHitsRecorded, Tier
from domain.recognition import Intent, Recognition, Source
from domain.specification import parse_specification
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_codec import encode
from infrastructure.bootstrap import Optimizer
from infrastructure.settings import Settings

SCHEMAS = [Path(f"tests/data/{name}.json") for name in ("chinook", "northwind", "sakila")]
START = datetime(2025, 1, 1, tzinfo=UTC)
REQUESTS = 13  # entities that a build's requests name
HITS_BETWEEN = 20  # lookups that a kernel makes between two builds
CLOCK = SystemClock()
_ENVELOPE = re.compile(rb'"event_id":"[^"]+","occurred_at":"[^"]+","request_id":"[^"]+"')

Row = tuple[str, bytes]  # topic, state


@functools.cache
def entities() -> Sequence[EntitySpec]:
    """The forty tables of the three schemas."""
    return [
        entity
        for path in SCHEMAS
        for entity in parse_specification(path.read_text("utf-8"), source=path.name).entities
    ]


def cached(number: int) -> RecognitionCached:
    """The answer to a request for an entity with three attributes, as real tables have them."""
    entity = entities()[number % len(entities())]
    first = number % max(1, len(entity.attributes) - 2)
    attributes: tuple[Attribute, ...] = tuple(entity.attributes[first : first + 3])
    names = ", ".join(attribute.name for attribute in attributes)
    return RecognitionCached(
        key=f"create {entity.name} {number}({names})",
        namespace="k1-en-1",
        text=f"Create a system to manage {entity.name} {number} with {names}",
        recognition=Recognition(
            entity=f"{entity.name}{number}",
            intent=Intent.CREATE,
            confidence=0.98,
            attributes=attributes,
        ),
        source=Source.RULES,
    )


def hit(number: int, entries: int = 5_000) -> Hit:
    """A hit on one of `entries`."""
    key = cached_key(number % entries)
    return Hit(key, f"r-{number}", Tier.MEMORY, START, 1.2e-6, 812)


@functools.lru_cache(maxsize=10_000)
def cached_key(number: int) -> str:
    """The key of that entry."""
    return cached(number).key


def work(events: int) -> Iterator[list[Row]]:
    """So many stored events in portions: one is the build of a schema, and lookups after it."""
    builds = [_build(path) for path in SCHEMAS]
    made = 0
    for number in count():
        portion = list(_portion(number, builds[number % len(builds)]))[: events - made]
        made += len(portion)
        yield portion
        if made == events:
            return


def _portion(number: int, build: Sequence[Row]) -> Iterator[Row]:
    moment, request = START + timedelta(minutes=5 * number), CLOCK.new_id()
    for n in range(REQUESTS):
        yield encode(_fact(cached(number * REQUESTS + n), moment, request))
    for topic, state in build:
        envelope = b'"event_id":"%s","occurred_at":"%s","request_id":"%s"' % (
            str(CLOCK.new_id()).encode(),
            moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ").encode(),
            str(request).encode(),
        )
        yield topic, _ENVELOPE.sub(envelope, state, count=1)
    known = (number + 1) * REQUESTS
    keys = [cached_key((number * 7919 + n) % known) for n in range(HITS_BETWEEN)]
    hits = tuple(Hit(key, str(request), Tier.MEMORY, moment, 1e-6, 812) for key in keys)
    yield encode(_fact(RecognitionHitsRecorded(hits=hits), moment, request))


def _fact(event: Event, moment: datetime, request: UUID) -> Fact:
    return Fact(CLOCK.new_id(), moment, str(request), event)


def _build(path: Path) -> list[Row]:
    """What a real build of that schema writes."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        with Optimizer.open(Settings(data_dir=data)) as optimizer:
            optimizer.build_spec(path, out=Path(name) / "out")
        with sqlite3.connect(data / "events.db") as db:
            return db.execute("SELECT topic, state FROM stored_events ORDER BY rowid").fetchall()
