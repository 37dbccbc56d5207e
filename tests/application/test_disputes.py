"""Shadow checks: where two answers disagree, neither is given until somebody has decided."""

from dataclasses import replace

import pytest

from domain.events import RecognitionDisputed
from domain.recognition import Intent, Recognition, Source
from tests.recognition_world import World

TEXT = "create student with name and age"
PUPIL = Recognition(entity="Pupil", intent=Intent.CREATE, confidence=0.7)


@pytest.fixture
def world() -> World:
    world = World()
    world.service.recognize(TEXT)
    world.sync()
    return world


def test_an_equal_answer_changes_nothing(world: World) -> None:
    cached = world.service.recognize(TEXT).recognition
    assert cached is not None

    assert world.cache.compare(TEXT, replace(cached, confidence=0.5))

    assert world.events(RecognitionDisputed) == []
    assert world.service.recognize(TEXT).source is Source.MEMORY


def test_a_key_whose_answers_disagree_is_quarantined(world: World) -> None:
    assert not world.cache.compare(TEXT, PUPIL, request_id="r-9")

    (disputed,) = world.events(RecognitionDisputed)
    assert isinstance(disputed, RecognitionDisputed)
    assert (disputed.cached.entity, disputed.given, disputed.source) == (
        "Student",
        PUPIL,
        Source.MODEL,
    )
    found = world.service.recognize("build a student app with age and name")
    assert (found.source, found.recognition) == (Source.UNRECOGNIZED, None)
    assert "disagree" in str(found.unparsed)
    assert world.cache.read(TEXT) is None
    stats = world.cache.stats()
    assert (stats.disagreements, stats.quarantined_keys, stats.sqlite_size) == (1, 1, 0)


def test_it_is_quarantined_in_the_next_process_too(world: World) -> None:
    world.cache.compare(TEXT, PUPIL)

    assert world.restarted().service.recognize(TEXT).source is Source.UNRECOGNIZED


def test_what_a_kernel_writes_for_it_is_not_used(world: World) -> None:
    world.cache.compare(TEXT, PUPIL)

    world.cache.write(TEXT, PUPIL)
    world.sync()

    assert world.restarted().cache.read(TEXT) is None


@pytest.mark.parametrize("how", ["key", "entity", "everything"])
def test_invalidating_lets_the_rules_answer_again(world: World, how: str) -> None:
    world.cache.compare(TEXT, PUPIL)
    (held,) = world.cache.quarantined()

    if how == "everything":
        ended = world.cache.clear()
    elif how == "entity":
        ended = world.cache.invalidate("STUDENTS")
    else:
        ended = world.cache.invalidate(key=held.normalized_request_key)

    assert ended == 1
    world.sync()
    assert world.service.recognize(TEXT).source is Source.RULES
    stats = world.cache.stats()
    assert (stats.disagreements, stats.quarantined_keys) == (1, 0)


def test_nothing_is_compared_where_nothing_is_cached() -> None:
    world = World()

    assert world.cache.compare(TEXT, PUPIL)
    assert world.events() == []
