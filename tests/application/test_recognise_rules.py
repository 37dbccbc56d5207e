"""Never wrong, and the same for every wording of one meaning."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.ports.recogniser import RuleAnswer
from domain.errors import InvalidSpecError, OptimizerError, RejectedError
from domain.keys import normalise
from domain.known_entities import NOTHING_KNOWN, KnownEntities
from domain.recognition import Recognition
from tests.recognition_world import RULES
from tests.wishes import Wish, entity_name, near_misses, say, wishes

SCHOOL = KnownEntities.of([("Student", 1), ("Loan", 1), ("Order Details", 2)])


def key(text: str, known: KnownEntities = NOTHING_KNOWN) -> str:
    """The key of a text; a text that is refused shares a key with nothing."""
    try:
        outcome = RULES.recognise(text, known)
    except RejectedError as refused:
        return f"refused: {text}: {refused}"
    return outcome.key if isinstance(outcome, RuleAnswer) else normalise(text)


def answer(text: str, known: KnownEntities = NOTHING_KNOWN) -> Recognition:
    outcome = RULES.recognise(text, known)
    assert isinstance(outcome, RuleAnswer), outcome
    return outcome.recognition


def is_right(wish: Wish, found: Recognition) -> bool:
    typed = wish.form != "remove"
    wanted = {(s.name, s.type if typed else "", s.required and typed) for s in wish.attributes}
    got = {(a.name, str(a.type) if typed else "", a.required) for a in found.attributes}
    intent = {"add": "update", "remove": "update", "show": "read"}.get(wish.form, wish.form)
    return (found.entity, str(found.intent), got) == (entity_name(wish.entity), intent, wanted)


@pytest.mark.parametrize("seed", range(4))
def test_of_closed_forms_nearly_all_are_right_and_none_is_wrong(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - reproducible test data, no secret
    right = wrong = 0
    for wish in wishes(500, seed=seed):
        outcome = RULES.recognise(say(wish, chance), NOTHING_KNOWN)
        if isinstance(outcome, RuleAnswer):
            agrees = is_right(wish, outcome.recognition)
            right, wrong = right + agrees, wrong + (not agrees)

    assert wrong == 0
    assert right >= 495


def test_no_near_miss_of_thousands_shares_a_key() -> None:
    pairs = 0
    for wish in wishes(400, seed=11):
        said = say(wish)
        own = key(said)
        for kind, text in near_misses(wish):
            if text == said:
                continue
            pairs += 1
            assert key(text) != own, (kind, said, text)

    assert pairs > 5_000


def test_wordings_of_one_meaning_share_a_key() -> None:
    chance = random.Random(5)  # noqa: S311 - reproducible test data, no secret
    shared = total = 0
    for wish in wishes(300, seed=3):
        total += 1
        shared += key(say(wish)) == key(say(wish, chance))

    assert shared / total >= 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("create students with name", "create student with name"),
        ("create a student system with name", "create a platform to manage students with name"),
        ("please create student with name.", "Create Student with name!"),
        ("create student with name and age, thanks", "create student with name and age"),
        ("list all students, thank you!", "list all students"),
        ("create student with a name and an email", "create student with email, name"),
        ("a student management system with name", "create student with name"),
        ("list students", "list the student"),
        ("delete course", "delete the course entity"),
        ("add phone to students", "include phone to the student entity"),
        ("criar alunos com nome", "crie um aplicativo para gerenciar alunos com nome"),
        ("create film actor with name", "create FilmActor with name"),
        ("create student with phone number", "create student with phone_number"),
    ],
)
def test_a_paraphrase_shares_the_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("create student with age", "create student with age:int"),
        ("create student with age:int", "create student with age:str"),
        ("create student with tag", "create student with tags"),
        ("add tag to student", "add tags to student"),
        ("delete student", "delete students"),
        ("delete students", "delete all students"),
        ("show student", "show students"),
        ("show student", "list student"),
        ("list students", "list all students"),
        ("delete student", "delete age from student"),
        ("add phone to student", "remove phone from student"),
        ("add email field to student", "add email:string to student"),
        ("create library system for books with title", "create system for books with title"),
        ("create student api with name", "create student app with name"),
        ("create student with firstName", "create student with firstname"),
        ("create status with name", "create statu with name"),
        ("create customer with name", "create custom with name"),
        ("create product with name", "create production with name"),
        ("create student with name (required string)", "create student with name:string"),
        ("create x with s (a or b)", "create x with s (b or a)"),
        ("create MediaEntity with name", "create Media entity with name"),
        ("criar aluno com nome", "create aluno with nome"),
    ],
)
def test_what_is_not_the_same_has_another_key(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("text", "stopped_at"),
    [
        ("create student with name and not age", "not"),
        ("create my student with name", "my"),
        ("create student's app with name", "'"),
        ("create student without name", "without"),
        ("create student with 3 grades", "3"),
        ("create student with name or email", "or"),
        ("build a todo app with authentication", "authentication"),
        ("build a todo app with user login", "user"),
        ("create loan with amount and compute interest", "compute"),
        ("create loan with amount that grows", "that"),
        ("delete inactive students", "inactive"),
        ("delete a course", "a"),
        ("delete the first course", "first"),
        ("show teacher?", "?"),
        ("add courses to student", "courses"),
        ("add course and phone to student", "course"),
        ("create course system for students with name", "course"),
        ("create a system with name", "with"),
        ("create student with price (number)", "number"),
        ("create student with nickname (max 20)", "nickname"),
        ("create student with age (between 9 and 1)", "age"),
        ("create student with age (default old)", "age"),
        ("create student with status:enum", "status"),
        ("create student with tag (red, blue)", "red"),
        ("create student with born (date or time)", "date"),
        ("create a hospital system with patients and doctors", "patients"),
        ("create a school app with name and teacher", "teacher"),
        ("create a blog with posts, comments and tags", "posts"),
        ("create student with name and courses", "courses"),
        ("create student with 'courses' and name", "'courses'"),
        ("create a system for tracking students with name", "tracking"),
        ("create table students with name", "table"),
        ("add student John to course", "student"),
        ("remove everything from student", "everything"),
        ("list tall people", "tall"),
        ("list unmarried people", "unmarried"),
        ("create student", None),
        ("create student with name,", None),
        ("criar alunos com nome e não idade", "não"),
    ],
)
def test_what_is_not_sure_names_the_word_that_stopped_it(text: str, stopped_at: str | None) -> None:
    outcome = RULES.recognise(text, NOTHING_KNOWN)

    assert not isinstance(outcome, RuleAnswer)
    assert outcome.token == stopped_at
    assert stopped_at is None or text[outcome.position - 1 :].startswith(stopped_at)
    assert str(outcome).startswith("could not parse")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("create student with name, email, name", "'name' is given twice"),
        ("create student with firstName and first_name", "'first_name' is given twice"),
        ("create student with name:strng", "unknown type 'strng' of attribute 'name'"),
        ("create student with 1name:str", "'1name' cannot be used"),
    ],
)
def test_a_mistake_is_refused_and_not_sent_to_a_model(text: str, message: str) -> None:
    with pytest.raises(InvalidSpecError, match=message):
        RULES.recognise(text, NOTHING_KNOWN)


def test_a_known_entity_makes_a_bare_name_a_relation() -> None:
    unknown, known = answer("add loan to student"), answer("add loan to student", SCHOOL)

    assert unknown.relationship is None
    assert known.relationship is not None
    assert known.relationship.secondary == "Loan"
    assert key("add loan to student") != key("add loan to student", SCHOOL)


@pytest.mark.parametrize("said", ["loan field", "loan:string", "loan (optional)"])
def test_what_is_said_about_a_name_keeps_it_an_attribute(said: str) -> None:
    assert answer(f"add {said} to student", SCHOOL).relationship is None


def test_the_context_changes_no_other_key() -> None:
    for wish in wishes(100, seed=2):
        if wish.form != "add":
            assert key(say(wish), SCHOOL) == key(say(wish))


def test_an_answer_that_still_holds_is_seen_without_parsing() -> None:
    phone, loan = answer("add phone to student"), answer("add loan to student")

    assert RULES.holds(phone, SCHOOL)
    assert not RULES.holds(loan, SCHOOL)
    assert RULES.holds(answer("add course to student"), NOTHING_KNOWN)
    assert not RULES.holds(answer("add loan to student", SCHOOL), NOTHING_KNOWN)


def test_confidence_says_how_explicit_the_request_was() -> None:
    texts = ("a:int, b:string", "age, b:string", "age, nickname")
    confidences = [answer(f"create thing with {text}").confidence for text in texts]

    assert confidences == sorted(confidences, reverse=True)
    assert len(set(confidences)) == 3


def test_the_explanation_gives_each_token_a_role() -> None:
    explained = RULES.explain("Please create a student app with age:int", NOTHING_KNOWN)

    assert isinstance(explained.outcome, RuleAnswer)
    assert [(token.text, token.role) for token in explained.tokens] == [
        ("Please", "politeness"),
        ("create", "verb"),
        ("a", "article"),
        ("student", "entity"),
        ("app", "boiler-plate"),
        ("with", "connector"),
        ("age", "attribute"),
        (":", "colon"),
        ("int", "type"),
    ]


def test_the_explanation_of_a_failure_stops_where_the_rules_stopped() -> None:
    explained = RULES.explain("add phone to student unless present", NOTHING_KNOWN)

    assert [token.role for token in explained.tokens[-2:]] == ["?", "?"]
    assert explained.tokens[-2].text == "unless"


@given(st.text(max_size=200))
def test_no_text_crashes_the_rules(text: str) -> None:
    try:
        outcome = RULES.recognise(text, NOTHING_KNOWN)
    except OptimizerError:
        return
    assert outcome == RULES.recognise(text, NOTHING_KNOWN)


WORDS = "create add remove delete all list student students course with to from name age : , ( )"


@given(st.lists(st.sampled_from([*WORDS.split(), "and", "or", "max", "20", "string", "not", "a"])))
def test_no_sequence_of_known_words_crashes_the_rules(words: list[str]) -> None:
    text = " ".join(words)
    try:
        outcome = RULES.recognise(text, NOTHING_KNOWN)
    except OptimizerError:
        return
    if isinstance(outcome, RuleAnswer):
        assert not {"not", "or"} & set(words) or "(" in words
