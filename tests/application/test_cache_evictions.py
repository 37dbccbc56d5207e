"""Entries end in both tiers: by evolution of their entity, by age, by hand."""

from datetime import timedelta

import pytest

from domain.events import EvictionReason, RecognitionEvicted
from domain.recognition import Source
from tests.recognition_world import World

CREATE = "create student with name and age"
ADD = "add phone to student"
RELATE = "add student to course"
OTHER = "list all teachers"


@pytest.fixture
def world() -> World:
    world = World()
    for text in (CREATE, ADD, RELATE, OTHER):
        world.service.recognize(text)
    world.sync()
    return world


def evolve(world: World, *entities: str, keep: tuple[str, ...] = ()) -> list[str]:
    """What the builder does when an entity evolves; the texts that are still cached."""
    gone = world.evictions.by_evolution(entities, keep=keep)
    if gone:
        world.journal.record(*gone, request_id="r-evolution")
    world.evictions.forget(gone)
    world.sync()
    return sorted(entry.text for entry in world.cache.entries())


def test_an_evolved_entity_loses_its_entries_and_the_relations_to_it(world: World) -> None:
    assert evolve(world, "Student") == [OTHER]

    reasons = {
        e.reason for e in world.events(RecognitionEvicted) if isinstance(e, RecognitionEvicted)
    }
    assert reasons == {EvictionReason.SCHEMA_EVOLVED}
    assert len(world.memory) == 1
    assert world.service.recognize(CREATE).source is Source.RULES
    assert world.service.recognize(OTHER).source is Source.MEMORY


def test_the_request_that_led_to_it_keeps_its_answer(world: World) -> None:
    key = world.service.recognize(ADD).key

    assert evolve(world, "Student", keep=(key,)) == [ADD, OTHER]
    assert world.service.recognize(ADD).source is Source.MEMORY


@pytest.mark.parametrize("name", ["students", "STUDENT", "Student"])
def test_the_name_may_be_said_in_any_case_and_number(world: World, name: str) -> None:
    assert evolve(world, name) == [OTHER]


def test_an_entity_of_another_name_loses_nothing(world: World) -> None:
    assert len(evolve(world, "StudentCard")) == 4
    assert world.evictions.by_evolution(()) == ()


def test_a_decomposed_accent_is_the_same_entity(world: World) -> None:
    world.service.recognize("create Étudiant with name")
    world.sync()

    assert world.cache.invalidate("e\u0301tudiant") == 1


def test_only_what_is_older_expires(world: World) -> None:
    world.clock.ahead = timedelta(days=31)
    world.service.recognize("list all courses")
    world.sync()

    assert world.evictions.expire(timedelta(days=30)) == 4
    world.sync()
    assert [entry.text for entry in world.cache.entries()] == ["list all courses"]


def test_what_only_memory_holds_ends_too() -> None:
    world = World()
    world.service.recognize(CREATE)
    world.sync()
    vars(world.store)["_entries"].clear()  # the file was deleted

    assert world.cache.clear() == 1
    assert len(world.memory) == 0
