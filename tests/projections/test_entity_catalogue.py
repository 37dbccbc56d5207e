"""Which entities each system has now, in order of definition."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from application.ports.entity_catalogue import EntityCatalogue as Port
from domain.attributes import Attribute
from domain.entities import EntitySpec, SystemSpec
from domain.errors import StoreError
from domain.events import EntityDefined, EntityRemoved, EntitySchemaEvolved, Event, Recorded
from projections.entity_catalogue import EntityCatalogue
from projections.entity_reader import SQLiteEntityCatalogue
from tests.examples import STREAM, STUDENT, WHEN

COURSE = EntitySpec(name="Course")
TEACHER = EntitySpec(name="Teacher")
WIDER = STUDENT.model_copy(
    update={"attributes": (*STUDENT.attributes, Attribute(name="phone number"))}
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "entity_catalogue.db"


@pytest.fixture
def reader(path: Path) -> Iterator[Port]:
    with closing(SQLiteEntityCatalogue(path)) as opened:
        yield opened


def _given(path: Path, *events: Event) -> None:
    with closing(EntityCatalogue(path)) as catalogue:
        recorded = [
            Recorded(n, STREAM, n, STREAM, WHEN, "r", event)
            for n, event in enumerate(events, start=1)
        ]
        catalogue.apply(recorded, scanned=len(recorded))


def test_a_system_has_its_entities_in_order_of_definition(path: Path, reader: Port) -> None:
    _given(
        path,
        EntityDefined(system="school", spec=STUDENT),
        EntityDefined(system="shop", spec=TEACHER),
        EntityDefined(system="school", spec=COURSE),
    )

    assert reader.systems() == ["school", "shop"]
    assert reader.system("school") == SystemSpec(name="school", entities=(STUDENT, COURSE))
    assert reader.versions("school") == {"Student": 1, "Course": 1}


def test_an_entity_that_evolves_keeps_its_place(path: Path, reader: Port) -> None:
    _given(
        path,
        EntityDefined(system="school", spec=STUDENT),
        EntityDefined(system="school", spec=COURSE),
        EntitySchemaEvolved(system="school", spec=WIDER, entity_version=2, changes=("added",)),
    )

    assert reader.system("school").entities == (WIDER, COURSE)
    assert reader.versions("school") == {"Student": 2, "Course": 1}


def test_an_entity_that_is_removed_and_defined_again_comes_last(path: Path, reader: Port) -> None:
    _given(
        path,
        EntityDefined(system="school", spec=STUDENT),
        EntityDefined(system="school", spec=COURSE),
        EntityRemoved(system="school", entity="Student"),
        EntityDefined(system="school", spec=STUDENT),
    )

    assert reader.system("school").entities == (COURSE, STUDENT)


def test_a_system_without_entities_is_no_longer_listed(path: Path, reader: Port) -> None:
    _given(
        path,
        EntityDefined(system="school", spec=STUDENT),
        EntityRemoved(system="school", entity="Student"),
    )

    assert reader.systems() == []
    assert reader.system("school") == SystemSpec(name="school")
    assert reader.versions("unheard of") == {}


def test_a_catalogue_that_cannot_be_read_is_an_error(path: Path, reader: Port) -> None:
    path.write_bytes(b"no database " * 1000)

    with pytest.raises(StoreError, match=r"entity_catalogue\.db"):
        reader.systems()
