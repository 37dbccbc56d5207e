"""Business rules are understood as rules and left as text."""

import pytest

from application.ports.recogniser import RuleAnswer, Unparsed
from domain.known_entities import NOTHING_KNOWN
from tests.recognition_world import RULES

CREATE = "Create a system to manage students with name and gpa:float"


def answer(text: str) -> RuleAnswer:
    outcome = RULES.recognise(text, NOTHING_KNOWN)
    assert isinstance(outcome, RuleAnswer), outcome
    return outcome


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("GPA must be between 0.0 and 4.0.", ["GPA must be between 0.0 and 4.0"]),
        ("The gpa is never negative", ["The gpa is never negative"]),
        (
            "gpa must be positive; name cannot  be empty!",
            ["gpa must be positive", "name cannot be empty!"],
        ),
        ("Rules: a student enrols once; send a mail", ["a student enrols once", "send a mail"]),
        ("Business rule: gpa is rounded. Rule: no more", ["gpa is rounded", "no more"]),
    ],
)
def test_sentences_about_an_attribute_or_announced_ones_are_rules(
    said: str, rules: list[str]
) -> None:
    found = answer(f"{CREATE}. {said}")

    assert list(found.recognition.business_rules) == rules
    assert [a.name for a in found.recognition.attributes] == ["name", "gpa"]
    assert found.recognition.confidence < answer(CREATE).recognition.confidence


@pytest.mark.parametrize(
    "said",
    [
        "Send an email to each",
        "Gpa must",
        "Students must pay",
        "Rules:",
        "Rules",
        "please",
        "Only adults",
    ],
)
def test_another_sentence_goes_to_the_model(said: str) -> None:
    assert isinstance(RULES.recognise(f"{CREATE}. {said}", NOTHING_KNOWN), Unparsed)


def test_a_rule_is_part_of_the_meaning() -> None:
    keys = {
        answer(text).key
        for text in (
            CREATE,
            f"{CREATE}. gpa must be between 0 and 4",
            f"{CREATE}. gpa must be between 0 and 5",
            f"{CREATE}. gpa must not be between 0 and 4",
            f"{CREATE}. gpa must be between 0 and 4. name is unique",
            f"{CREATE}. name is unique. gpa must be between 0 and 4",
        )
    }

    assert len(keys) == 6


def test_the_same_rule_after_another_wording_is_the_same_meaning() -> None:
    one = answer(f"{CREATE}. gpa must be positive")
    other = answer("build a student app with gpa:float and name. gpa must be positive")

    assert one.key == other.key


def test_a_rule_after_a_semicolon_is_not_an_attribute_given_twice() -> None:
    outcome = RULES.recognise(f"{CREATE}; gpa must be positive", NOTHING_KNOWN)

    assert isinstance(outcome, Unparsed)
    assert "rule" in outcome.reason
