"""One recognition: from memory, from the persistent tier, or by the rules."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from datetime import timedelta
from threading import Barrier

import pytest

from domain.attributes import Attribute, AttributeType
from domain.errors import InvalidRequestError, InvalidSpecError
from domain.events import (
    EvictionReason,
    RecognitionCached,
    RecognitionEvicted,
    RecognitionHitsRecorded,
)
from domain.events.recognition import Hit, Tier
from domain.known_entities import KnownEntities
from domain.recognition import Intent, Recognition, Source
from tests.recognition_world import World

TEXT = "create student with name and age"
TURNED = "Please build a student app with age and name"
SCHOOL = KnownEntities.of([("Student", 1), ("Course", 1), ("Loan", 1)])


def hits(world: World) -> list[Hit]:
    found = world.events(RecognitionHitsRecorded)
    return [
        hit for event in found if isinstance(event, RecognitionHitsRecorded) for hit in event.hits
    ]


def test_the_first_question_is_answered_by_the_rules_and_the_second_from_memory() -> None:
    world = World()

    first, second = world.service.recognize(TEXT), world.service.recognize(TEXT)

    assert [first.source, second.source] == [Source.RULES, Source.MEMORY]
    assert second.recognition == first.recognition
    assert second.key == first.key
    assert world.recogniser.asked == 1


def test_a_new_process_answers_from_the_store_without_the_parser() -> None:
    old = World()
    first = old.service.recognize(TEXT)

    world = old.restarted()
    again = world.service.recognize(TEXT)

    assert (again.source, again.key) == (Source.PERSISTENT, first.key)
    assert again.recognition == first.recognition
    assert world.recogniser.asked == 0
    assert world.service.recognize(TEXT).source is Source.MEMORY


def test_a_paraphrase_shares_the_entry_and_keeps_its_own_order_of_attributes() -> None:
    world = World()
    first = world.service.recognize(TEXT)

    turned = world.service.recognize(TURNED)
    fresh = World().service.recognize(TURNED)

    assert (turned.source, turned.key) == (Source.MEMORY, first.key)
    assert turned.recognition == fresh.recognition
    assert turned.recognition is not None
    assert [a.name for a in turned.recognition.attributes] == ["age", "name"]
    assert len(world.events(RecognitionCached)) == 1


def test_entities_that_were_defined_in_between_change_no_key() -> None:
    old = World()
    texts = (TEXT, "add phone to student", "add course to student", "list all students")
    keys = [old.service.recognize(text).key for text in texts]

    world = old.restarted()
    again = [world.service.recognize(text, known=SCHOOL) for text in texts]

    assert [outcome.source for outcome in again] == [Source.PERSISTENT] * 4
    assert [outcome.key for outcome in again] == keys


def test_an_entity_that_becomes_known_changes_what_a_bare_name_means() -> None:
    world = World()
    text = "add loan to student"

    before = world.service.recognize(text)
    after = world.service.recognize(text, known=SCHOOL)
    back = world.service.recognize(text)

    assert before.key != after.key
    assert (before.key, before.recognition) == (back.key, back.recognition)
    assert [before.source, after.source, back.source] == [
        Source.RULES,
        Source.RULES,
        Source.MEMORY,
    ]


def test_a_dry_run_gives_the_same_key_and_records_nothing() -> None:
    world = World()

    dry = world.service.recognize(TEXT, dry_run=True)

    assert dry.source is Source.RULES
    assert world.events() == []
    assert len(world.memory) == 0
    assert world.service.recognize(TEXT).key == dry.key


def test_a_text_that_the_rules_do_not_read_is_asked_anew_each_time() -> None:
    world = World()

    outcomes = [world.service.recognize("make  it Better") for _ in range(3)]

    assert {outcome.source for outcome in outcomes} == {Source.UNRECOGNIZED}
    assert {outcome.key for outcome in outcomes} == {"make it better"}
    assert world.recogniser.asked == 3
    assert world.events(RecognitionCached) == []


def test_every_lookup_is_recorded_with_its_tier_and_request() -> None:
    world = World()
    world.service.recognize(TEXT, request_id="r-1")
    world.service.recognize(TEXT, request_id="r-2")
    world.service.recognize("make it better", request_id="r-3")

    recorded = hits(world)

    assert [(hit.request_id, hit.tier) for hit in recorded] == [
        ("r-1", Tier.MISS),
        ("r-2", Tier.MEMORY),
        ("r-3", Tier.MISS),
    ]
    assert all(hit.seconds >= 0 and hit.tokens_saved == 0 for hit in recorded)


def test_the_answer_is_durable_and_names_text_namespace_and_request() -> None:
    world = World()
    world.service.recognize(TEXT, request_id="r-1")

    (recorded,) = world.log.read(types=(RecognitionCached,))

    assert recorded.request_id == "r-1"
    assert isinstance(recorded.event, RecognitionCached)
    assert (recorded.event.text, recorded.event.source) == (TEXT, Source.RULES)
    assert recorded.event.namespace == world.service.cache_rules.rule_namespace


def test_without_the_cache_the_rules_answer_each_time() -> None:
    world = World(enable_cache=False)

    outcomes = [world.service.recognize(TEXT) for _ in range(2)]

    assert [outcome.source for outcome in outcomes] == [Source.RULES, Source.RULES]
    assert world.events() == []


def test_sixty_four_equal_questions_at_once_are_answered_once() -> None:
    world = World()
    together = Barrier(64)

    def ask(number: int) -> tuple[Source, Recognition | None]:
        together.wait(timeout=30)
        outcome = world.service.recognize(TEXT, request_id=f"r-{number}")
        return outcome.source, outcome.recognition

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(ask, range(64)))

    assert world.recogniser.asked == 1
    assert len(world.events(RecognitionCached)) == 1
    assert sorted(source for source, _ in answers) == [Source.MEMORY] * 63 + [Source.RULES]
    assert len({str(answer) for _, answer in answers}) == 1
    assert len({hit.request_id for hit in hits(world)}) == 64


def test_wordings_of_one_meaning_at_once_make_one_entry() -> None:
    world = World()
    verbs = ("create", "build", "make", "generate", "develop", "implement", "construct", "scaffold")
    together = Barrier(len(verbs))

    def ask(verb: str) -> Source:
        together.wait(timeout=30)
        return world.service.recognize(f"{verb} student with name").source

    with ThreadPoolExecutor(len(verbs)) as pool:
        sources = list(pool.map(ask, verbs))

    assert sources.count(Source.RULES) == 1
    assert len(world.events(RecognitionCached)) == 1


def test_an_error_reaches_everybody_and_is_not_remembered() -> None:
    world = World()

    for _ in range(2):
        with pytest.raises(InvalidSpecError):
            world.service.recognize("create student with name and name")

    assert world.recogniser.asked == 2


@pytest.mark.parametrize("text", ["", " ", "x" * 10_001, "create\x07student", 3, ["create"], None])
def test_what_is_no_request_is_refused_and_nothing_is_recorded(text: object) -> None:
    world = World()

    with pytest.raises(InvalidRequestError):
        world.service.recognize(text)  # type: ignore[arg-type]

    assert world.events() == []


def test_an_entry_older_than_thirty_days_is_a_miss_in_both_tiers() -> None:
    world = World()
    world.service.recognize(TEXT)
    world.sync()

    world.clock.ahead = timedelta(days=30, seconds=1)
    again = world.service.recognize(TEXT)

    assert again.source is Source.RULES
    reasons = [
        e.reason for e in world.events(RecognitionEvicted) if isinstance(e, RecognitionEvicted)
    ]
    assert set(reasons) == {EvictionReason.EXPIRED}
    assert world.service.recognize(TEXT).source is Source.MEMORY


def test_another_version_of_the_rules_supersedes_the_entry() -> None:
    old = World()
    old.service.recognize(TEXT)

    world = old.restarted(version="rules-2")
    again = world.service.recognize(TEXT)

    assert again.source is Source.RULES
    (gone,) = world.events(RecognitionEvicted)
    assert isinstance(gone, RecognitionEvicted)
    assert (gone.reason, gone.tier) == (EvictionReason.SUPERSEDED, "both")
    world.sync()
    (entry,) = world.cache.entries()
    assert entry.namespace == world.service.cache_rules.rule_namespace


def test_an_entry_whose_meaning_is_not_that_of_its_key_is_superseded() -> None:
    world = World()
    key = world.service.recognize(TEXT, dry_run=True).key
    wrong = RecognitionCached(
        key=key,
        namespace=world.service.cache_rules.rule_namespace,
        text="damaged",
        recognition=Recognition(entity="Teacher", intent=Intent.CREATE, confidence=1.0),
        source=Source.RULES,
    )
    world.journal.record(wrong, request_id="r-0")
    world.sync()

    outcome = world.service.recognize(TEXT)

    assert outcome.source is Source.RULES
    assert outcome.recognition is not None
    assert outcome.recognition.entity == "Student"


def test_evictions_from_a_full_memory_are_recorded_with_the_next_durable_fact() -> None:
    world = World(max_entries=2)
    for number in range(4):
        world.service.recognize(f"create thing{number} with name")
    world.service.flush()

    gone = [e for e in world.events(RecognitionEvicted) if isinstance(e, RecognitionEvicted)]

    assert len(world.memory) == 2
    assert [(e.tier, e.reason) for e in gone] == [("memory", EvictionReason.LRU)] * 2


def test_a_caller_cannot_change_what_is_cached() -> None:
    world = World()
    found = world.service.recognize(TEXT).recognition
    assert found is not None

    with pytest.raises(FrozenInstanceError):
        found.entity = "Teacher"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        found.attributes[0].name = "x"  # type: ignore[misc]

    assert world.service.recognize(TEXT).recognition == found


def test_a_caller_cannot_change_a_default_that_is_a_list() -> None:
    tags = Attribute(name="tags", type=AttributeType.LIST, default=["new", {"a": []}])
    empty = Attribute(name="more", type=AttributeType.JSON, default=[])
    given = Recognition(
        entity="Loan", intent=Intent.CREATE, confidence=0.7, attributes=(tags, empty)
    )
    world = World()
    world.cache.write("make it better", given)
    world.sync()

    for node in (world, world.restarted()):
        found = node.cache.read("make it better")
        assert found is not None
        for attribute in found.attributes:
            assert isinstance(attribute.default, list)
            with pytest.raises(TypeError):
                attribute.default.append("planted")

    assert world.restarted().cache.read("make it better") == given


def test_the_json_line_has_the_fields_that_were_promised() -> None:
    line = World().service.recognize("add course to student", request_id="r-1").line()

    assert line["request_id"] == "r-1"
    assert line["source"] == "rules"
    assert line["entity"] == "Student"
    assert line["relationship"] == {
        "primary": "Student",
        "secondary": "Course",
        "direction": "Course->Student",
    }
    assert {"text", "key", "intent", "confidence", "attributes", "seconds", "tokens"} <= set(line)


def test_neither_an_import_nor_a_hit_imports_nltk() -> None:
    code = (
        "import sys; from tests.recognition_world import World; from datetime import UTC, datetime;"
        "from domain.events import RecognitionCached; from domain.recognition import *;"
        "w = World(); found = Recognition(entity='Student', intent=Intent.LIST, confidence=1.0);"
        "w.journal.record(RecognitionCached(key='K1 x', text='list students', recognition=found,"
        "namespace=w.service.cache_rules.rule_namespace, source=Source.RULES), request_id='r');"
        "w.sync(); sources = [str(w.service.recognize('list students').source) for _ in '12'];"
        "assert sources == ['persistent', 'memory'], sources;"
        "assert 'nltk' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
