"""Every line of requests.txt behaves as the comment above it says."""

from pathlib import Path

import pytest

from application.ports.recogniser import Unparsed
from application.recognized import Recognized
from domain.recognition import Change, Intent, Recognition, Relationship, Scope, Source
from tests.recognition_world import World

FILE = Path(__file__).parents[1] / "data" / "requests.txt"
LINES = FILE.read_text(encoding="utf-8").splitlines()


def section(comment: str) -> list[str]:
    """The requests below the comment that begins so."""
    start = next(i for i, line in enumerate(LINES) if line.startswith(f"# {comment}"))
    below = LINES[start + 1 :]
    end = next((i for i, line in enumerate(below) if line.startswith("#")), len(below))
    return below[:end]


CLOSED = [*section("closed forms"), *section("Portuguese")]
PARAPHRASES = section("paraphrases")
NEAR_MISSES = section("near-misses")
CUSTOM = section("custom logic")


def ask(text: str) -> Recognized:
    return World().service.recognize(text, dry_run=True)


def answer(text: str) -> Recognition:
    recognition = ask(text).recognition
    assert recognition is not None
    return recognition


def test_the_file_has_all_its_sections() -> None:
    assert [len(CLOSED), len(PARAPHRASES), len(NEAR_MISSES), len(CUSTOM)] == [17, 2, 6, 4]


@pytest.mark.parametrize("text", CLOSED)
def test_a_closed_form_is_answered_by_the_rules(text: str) -> None:
    assert ask(text).source is Source.RULES


@pytest.mark.parametrize("text", CUSTOM)
def test_custom_logic_needs_a_model_and_the_message_names_a_word(text: str) -> None:
    outcome = ask(text)

    assert outcome.source is Source.UNRECOGNIZED
    assert outcome.key == " ".join(text.casefold().split())
    assert isinstance(outcome.unparsed, Unparsed)
    assert outcome.unparsed.token is not None
    assert outcome.unparsed.token in text


def test_paraphrases_of_the_first_line_share_its_key() -> None:
    assert {ask(text).key for text in PARAPHRASES} == {ask(CLOSED[0]).key}


def test_no_near_miss_shares_a_key_with_any_line() -> None:
    closed = {ask(text).key for text in [*CLOSED, *PARAPHRASES]}
    near = [ask(text).key for text in NEAR_MISSES]

    assert closed.isdisjoint(near)
    assert len(set(near)) == len(near)


@pytest.mark.parametrize(
    ("text", "entity", "attributes"),
    [
        (CLOSED[0], "Student", "name:string email:email age:integer"),
        (CLOSED[1], "UniversityStudent", "name:string enrollment_date:date gpa:float"),
        (CLOSED[2], "Course", "code:string title:string credits:integer"),
        (CLOSED[3], "Teacher", "name:string department:string hire_date:date"),
        (
            CLOSED[4],
            "Product",
            "sku:string price:decimal in_stock:boolean description:text",
        ),
        (CLOSED[5], "Book", "title:string isbn:string published_on:date pages:integer"),
        (CLOSED[6], "Invoice", "number:string issued_on:date total:decimal status:enum"),
        (CLOSED[15], "Aluno", "nome:string matrícula:string média:float"),
    ],
)
def test_a_create_line_names_entity_and_typed_attributes(
    text: str, entity: str, attributes: str
) -> None:
    found = answer(text)

    assert (found.entity, found.intent) == (entity, Intent.CREATE)
    assert " ".join(f"{a.name}:{a.type}" for a in found.attributes) == attributes


def test_constraints_in_words_are_read() -> None:
    gpa = answer(CLOSED[1]).attributes[2]
    sku, _, _, description = answer(CLOSED[4]).attributes
    status = answer(CLOSED[6]).attributes[3]

    assert (gpa.minimum, gpa.maximum, gpa.required) == ("0.0", "4.0", True)
    assert (sku.unique, sku.max_length, sku.required) == (True, 20, True)
    assert description.required is False
    assert (status.values, status.default) == (("draft", "sent", "paid"), "draft")


@pytest.mark.parametrize(
    ("text", "entity", "change", "names"),
    [
        (CLOSED[7], "Student", Change.ADD, ["phone_number"]),
        (CLOSED[8], "Teacher", Change.ADD, ["email", "website"]),
        (CLOSED[9], "Student", Change.REMOVE, ["age"]),
        (CLOSED[16], "Aluno", Change.ADD, ["telefone"]),
    ],
)
def test_a_change_line_names_what_changes(
    text: str, entity: str, change: Change, names: list[str]
) -> None:
    found = answer(text)

    assert (found.entity, found.intent, found.change) == (entity, Intent.UPDATE, change)
    assert [a.name for a in found.attributes] == names
    assert not any(a.required for a in found.attributes)


def test_the_two_directions_of_a_relation_are_two_answers() -> None:
    there, back = answer(CLOSED[10]), answer(CLOSED[11])

    assert there.relationship == Relationship(
        primary="Student", secondary="Course", direction="Course->Student"
    )
    assert back.relationship == Relationship(
        primary="Course", secondary="Student", direction="Student->Course"
    )


@pytest.mark.parametrize(
    ("text", "entity", "intent", "scope"),
    [
        (CLOSED[12], "Student", Intent.LIST, Scope.ROWS),
        (CLOSED[13], "Course", Intent.DELETE, Scope.ENTITY),
        (CLOSED[14], "Teacher", Intent.READ, Scope.ROWS),
        ("delete all courses", "Course", Intent.DELETE, Scope.ROWS),
    ],
)
def test_a_line_about_rows_or_an_entity_says_which(
    text: str, entity: str, intent: Intent, scope: Scope
) -> None:
    found = answer(text)

    assert (found.entity, found.intent, found.scope) == (entity, intent, scope)
