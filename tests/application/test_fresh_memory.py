"""The memory tier keeps nothing that has ended, however the threads interleave."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application import fresh_memory
from application.fresh_memory import FreshMemory
from application.ports.memory_tier import MemoryTier, Remembered
from application.ports.recognition_store import CachedRecognition
from application.recognition_entries import entry_of
from domain.events import RecognitionCached
from domain.recognition import Intent, Recognition, Source
from infrastructure.adapters.memory_tier import BoundedMemoryTier
from tests.examples import CACHED, WHEN
from tests.recognition_world import World

TEXT = "create student with name and age"
PARAPHRASE = "build a student app with age and name"
OTHER = Recognition(entity="Pupil", intent=Intent.CREATE, confidence=0.5)
OTHER_CACHED = CACHED.model_copy(update={"recognition": OTHER})
LATER = WHEN + timedelta(seconds=1)


class Racing(FreshMemory):
    """Something happens between the finding of an entry and its being remembered."""

    def __init__(self, tier: MemoryTier) -> None:
        super().__init__(tier)
        self.meanwhile: Callable[[], object] = lambda: None

    def is_live(self, entry: CachedRecognition) -> bool:
        live = super().is_live(entry)
        happens, self.meanwhile = self.meanwhile, lambda: None
        happens()
        return live


def _entry(event: RecognitionCached = CACHED) -> CachedRecognition:
    return entry_of(event, timestamp=WHEN, request_id="r")


def _remembered(event: RecognitionCached = CACHED) -> Remembered:
    return Remembered(event.recognition, _entry(event))


@pytest.fixture
def memory() -> FreshMemory:
    return FreshMemory(BoundedMemoryTier())


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """A process whose store has the entry of TEXT and whose memory is empty."""
    old = World()
    old.service.recognize(TEXT)
    old.sync()
    monkeypatch.setattr("tests.recognition_world.FreshMemory", Racing)
    return old.restarted()


def _meanwhile(world: World, happens: Callable[[], object]) -> None:
    assert isinstance(world.fresh, Racing)
    world.fresh.meanwhile = happens


def test_what_was_found_is_remembered(memory: FreshMemory) -> None:
    memory.put("text", _remembered(), since=memory.moment())

    assert memory.tier.find(CACHED.key, WHEN) == _entry()


def test_what_ended_after_it_was_looked_for_is_not_remembered(memory: FreshMemory) -> None:
    since = memory.moment()
    memory.ended(CACHED.key, LATER)

    memory.put("text", _remembered(), since=since)
    memory.supersede("text", _remembered(), since=since)

    assert len(memory.tier) == 0


def test_what_was_superseded_after_it_was_looked_for_is_not_remembered(memory: FreshMemory) -> None:
    since = memory.moment()
    memory.supersede("text", _remembered(OTHER_CACHED), since=since)

    memory.put("text", _remembered(), since=since)

    assert memory.tier.find(CACHED.key, WHEN) == _entry(OTHER_CACHED)


def test_the_log_telling_of_ones_own_answer_changes_nothing(memory: FreshMemory) -> None:
    since = memory.moment()
    memory.cached(CACHED, LATER)  # it may even come first
    memory.supersede("text", _remembered(), since=since)
    memory.cached(CACHED, LATER)

    assert memory.tier.find(CACHED.key, WHEN) == _entry()


def test_another_answer_in_the_log_ends_the_one_in_memory(memory: FreshMemory) -> None:
    memory.put("text", _remembered(), since=memory.moment())

    memory.cached(OTHER_CACHED, LATER)

    assert memory.tier.find(CACHED.key, WHEN) is None
    assert not memory.is_live(_entry())
    assert memory.is_live(_entry(OTHER_CACHED))


def test_an_entry_that_is_newer_than_its_end_is_live(memory: FreshMemory) -> None:
    memory.ended(CACHED.key, WHEN - timedelta(seconds=1))

    assert memory.is_live(_entry())


def test_changes_that_are_no_longer_known_are_not_taken_for_none(
    memory: FreshMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh_memory, "CHANGES_KNOWN", 2)
    since = memory.moment()
    for key in (CACHED.key, "b", "c"):
        memory.ended(key, LATER)

    memory.put("text", _remembered(), since=since)

    assert len(memory.tier) == 0
    memory.put("text", _remembered(), since=memory.moment())
    assert len(memory.tier) == 1


@given(st.lists(st.sampled_from(["look", "put", "end", "supersede", "other"]), max_size=12))
def test_memory_never_holds_what_the_last_change_has_ended(steps: list[str]) -> None:
    memory = FreshMemory(BoundedMemoryTier())
    log: list[RecognitionCached | None] = [CACHED]
    looked: tuple[int, RecognitionCached | None] = (memory.moment(), CACHED)
    for step in steps:
        match step:
            case "look":
                looked = (memory.moment(), log[-1])
            case "put":
                if looked[1] is not None:
                    memory.put("text", _remembered(looked[1]), since=looked[0])
            case "end":
                log.append(None)
                memory.ended(CACHED.key, LATER)
            case "supersede":
                since = memory.moment()
                log.append(CACHED)
                memory.supersede("text", _remembered(), since=since)
            case _:
                log.append(OTHER_CACHED)
                memory.cached(OTHER_CACHED, LATER)

        held = memory.tier.find(CACHED.key, WHEN)
        assert held is None or (log[-1] is not None and held.recognition == log[-1].recognition)


@pytest.mark.parametrize("text", [TEXT, PARAPHRASE])
def test_an_entry_invalidated_while_it_is_found_is_answered_once_and_forgotten(
    world: World, text: str
) -> None:
    _meanwhile(world, lambda: world.cache.invalidate("Student"))

    assert world.service.recognize(text).source is Source.PERSISTENT
    assert len(world.memory) == 0
    assert world.service.recognize(text).source is Source.RULES


@pytest.mark.parametrize("text", [TEXT, PARAPHRASE])
def test_an_entry_superseded_while_it_is_found_is_not_remembered_over_the_new_one(
    world: World, text: str
) -> None:
    _meanwhile(world, lambda: world.cache.write(TEXT, OTHER))

    world.service.recognize(text)

    assert world.service.recognize(text).recognition == OTHER
    assert world.service.recognize(TEXT).recognition == OTHER
    world.sync()
    assert world.service.recognize(text).recognition == OTHER
