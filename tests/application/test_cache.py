"""The cache as a kernel and an operator use it."""

from datetime import timedelta

import pytest

from domain.errors import InvalidRequestError
from domain.events import EvictionReason, RecognitionEvicted
from domain.known_entities import KnownEntities
from domain.recognition import Intent, Recognition, Source
from tests.recognition_world import World

TEXT = "create student with name and age"
CUSTOM = "Create a loan entity with dueDate, and compute the instalment"
LOAN = Recognition(entity="Loan", intent=Intent.CUSTOM, confidence=0.8)
KNOWN = KnownEntities.of([("Loan", 1)])


def test_nothing_is_read_before_it_was_written() -> None:
    world = World()

    assert world.cache.read(CUSTOM) is None
    assert world.cache.stats().total_misses == 1


def test_what_a_model_of_the_kernel_answered_is_read_again() -> None:
    world = World()

    key = world.cache.write(CUSTOM, LOAN, tokens=812)

    assert key == " ".join(CUSTOM.casefold().split())
    assert world.cache.read(CUSTOM) == LOAN
    assert world.service.recognize(CUSTOM).recognition == LOAN
    assert world.restarted().service.recognize(CUSTOM).source is Source.PERSISTENT


def test_a_different_spacing_is_the_same_text_and_a_different_name_is_not() -> None:
    world = World()
    world.cache.write(CUSTOM, LOAN)

    assert world.cache.read(CUSTOM.replace(" ", "  ").replace("Create", "CREATE")) == LOAN
    assert world.cache.read(CUSTOM.replace("dueDate", "duedate")) is None


def test_a_models_answer_holds_while_the_same_entities_are_known() -> None:
    world = World()
    world.cache.write(CUSTOM, LOAN)
    world.sync()

    assert world.cache.read(CUSTOM, known=KNOWN) is None
    assert world.restarted().cache.read(CUSTOM, known=KNOWN) is None
    assert world.cache.read(CUSTOM) == LOAN


def test_an_answer_to_a_text_that_the_rules_read_is_given_to_its_paraphrases() -> None:
    world = World()
    given = Recognition(entity="Pupil", intent=Intent.CREATE, confidence=0.7)
    world.cache.write(TEXT, given)

    assert world.service.recognize(TEXT).recognition == given
    assert world.cache.read("build a student app with age and name") == given


def test_hits_on_a_models_answer_save_what_it_cost() -> None:
    world = World()
    world.cache.write(CUSTOM, LOAN, tokens=812)
    world.sync()

    world.service.recognize(CUSTOM)
    world.sync()

    (entry,) = world.cache.entries()
    assert (entry.tokens, entry.hit_count) == (812, 1)


def test_hits_in_both_tiers_are_counted() -> None:
    old = World()
    old.service.recognize(TEXT)
    old.service.recognize(TEXT)
    world = old.restarted()
    world.service.recognize(TEXT)
    world.sync()

    stats = world.cache.stats()

    assert (stats.memory_hits, stats.persistent_hits, stats.total_misses) == (1, 1, 1)
    assert stats.total_hits == 2
    assert stats.hit_rate == pytest.approx(2 / 3)
    assert stats.miss_rate == pytest.approx(1 / 3)
    assert stats.avg_hit_time_ms is not None
    assert (stats.in_memory_size, stats.sqlite_size) == (1, 1)
    assert stats.oldest_entry == stats.newest_entry
    (entry,) = world.cache.entries()
    assert entry.hit_count == 2


def test_an_unused_cache_has_no_rates() -> None:
    stats = World().cache.stats()

    assert (stats.hit_rate, stats.miss_rate, stats.avg_hit_time_ms) == (None, None, None)
    assert (stats.oldest_entry, stats.newest_entry) == (None, None)


def test_an_entity_is_invalidated_in_both_tiers_whatever_its_case() -> None:
    world = World()
    world.service.recognize("create Étudiant with name")
    world.service.recognize(TEXT)
    world.sync()

    assert world.cache.invalidate("éTUDIANT") == 1

    assert world.service.recognize("create Étudiant with name").source is Source.RULES
    assert world.service.recognize(TEXT).source is Source.MEMORY
    (gone,) = world.events(RecognitionEvicted)
    assert isinstance(gone, RecognitionEvicted)
    assert (gone.entity, gone.tier, gone.reason) == (
        "Étudiant",
        "both",
        EvictionReason.INVALIDATED,
    )


def test_one_key_or_everything_can_be_invalidated() -> None:
    world = World()
    key = world.service.recognize(TEXT).key
    world.service.recognize("list all students")
    world.sync()

    assert world.cache.invalidate(key="no such key") == 0
    assert world.cache.invalidate(key=key) == 1
    world.sync()
    assert world.cache.invalidate() == 1
    world.sync()
    assert list(world.cache.entries()) == []


def test_cleaning_up_evicts_what_is_older_than_thirty_days() -> None:
    world = World()
    world.service.recognize(TEXT)
    world.clock.ahead = timedelta(days=20)
    world.service.recognize("list all students")
    world.sync()
    world.clock.ahead = timedelta(days=31)

    assert world.cache.cleanup() == 1
    world.sync()
    assert world.cache.cleanup() == 0
    assert world.cache.cleanup(max_age_days=10) == 1


def test_entries_are_listed_newest_first_and_by_entity() -> None:
    world = World()
    for text in (TEXT, "list all teachers"):
        world.service.recognize(text)
    world.sync()

    assert [e.recognition.entity for e in world.cache.entries()] == ["Teacher", "Student"]
    assert [e.recognition.entity for e in world.cache.entries("student")] == ["Student"]


def test_an_explanation_says_why_a_text_hits() -> None:
    world = World()
    key = world.service.recognize(TEXT, request_id="r-1").key
    world.sync()

    by_text = world.cache.show("build a student app with age and name")
    by_key = world.cache.show(key)

    assert by_text.key == by_key.key == key
    assert by_text.entry == by_key.entry
    assert by_text.entry is not None
    assert by_text.entry.request_id == "r-1"
    assert by_text.in_memory
    assert by_text.parse is not None
    assert world.cache.stats().total_hits == 0


def test_an_explanation_of_a_text_that_misses_has_no_entry() -> None:
    shown = World().cache.show("make it better")

    assert (shown.entry, shown.in_memory) == (None, False)
    assert shown.parse is not None


def test_what_is_no_request_is_refused() -> None:
    world = World()

    with pytest.raises(InvalidRequestError):
        world.cache.read("")
    with pytest.raises(InvalidRequestError):
        world.cache.write("\x00", LOAN)
