"""The lower bound of a record, and what verdicts teach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.confidence import Record, learn, taken_at_its_word
from domain.events import ReviewVerdictRecorded, RuleOutcome
from domain.review import Outcome
from domain.rules import RULES
from domain.rules.record import PRIOR

COUNTS = st.integers(min_value=0, max_value=10_000)


def verdict(word: str, **outcomes: str) -> ReviewVerdictRecorded:
    return ReviewVerdictRecorded.model_validate(
        {
            "content_sha256": "0" * 64,
            "verdict": word,
            "given_by": "person",
            "rules": tuple(
                RuleOutcome(rule_id=rule, outcome=Outcome(outcome), confidence=0.9)
                for rule, outcome in outcomes.items()
            ),
        }
    )


def test_without_verdicts_there_is_no_confidence() -> None:
    assert Record().confidence == 0.0


def test_wilson_bounds_are_those_of_the_textbook() -> None:
    assert Record(10, 0).confidence == pytest.approx(0.7871, abs=1e-4)
    assert Record(95, 5).confidence == pytest.approx(0.9008, abs=1e-4)


@given(COUNTS, COUNTS)
def test_confidence_is_a_share_below_the_observed_one(agreed: int, disagreed: int) -> None:
    record = Record(agreed, disagreed)

    assert 0.0 <= record.confidence <= 1.0
    if agreed + disagreed:
        assert record.confidence <= agreed / (agreed + disagreed) + 1e-12


@given(COUNTS, COUNTS)
def test_agreement_raises_and_disagreement_lowers(agreed: int, disagreed: int) -> None:
    record = Record(agreed, disagreed)

    assert record.plus(Record(agreed=1)).confidence >= record.confidence - 1e-12
    assert record.plus(Record(disagreed=1)).confidence <= record.confidence + 1e-12


@given(st.floats(min_value=0.0, max_value=0.999))
def test_a_rule_taken_at_its_word_reaches_its_threshold_until_the_first_objection(
    threshold: float,
) -> None:
    record = taken_at_its_word(threshold)

    assert record.confidence >= threshold - 1e-9
    if threshold > 0.5:
        assert record.plus(Record(disagreed=1)).confidence < threshold


def test_every_rule_of_the_catalogue_may_speak_from_the_first_day() -> None:
    for rule in RULES:
        prior = Record(PRIOR[rule.rule.rule_id])
        assert prior.confidence >= rule.rule.confidence_threshold, rule.rule.rule_id


def test_a_verdict_agrees_with_the_rules_that_said_the_same() -> None:
    learnt = learn([verdict("approve", a="confident_approval", b="confident_rejection")])

    assert learnt == {"a": Record(agreed=1), "b": Record(disagreed=1)}


def test_an_approval_is_not_blamed_when_another_rule_saw_the_fault() -> None:
    learnt = learn([verdict("reject", a="confident_approval", b="confident_rejection")])

    assert learnt == {"b": Record(agreed=1)}


def test_a_fault_that_no_rule_saw_counts_against_those_that_approved() -> None:
    learnt = learn([verdict("reject", a="confident_approval")])

    assert learnt == {"a": Record(disagreed=1)}


def test_an_uncertain_rule_learns_nothing() -> None:
    assert learn([verdict("reject", a="uncertain")]) == {}


def test_a_rule_below_its_threshold_learns_from_what_it_would_have_said() -> None:
    unheard = RuleOutcome(
        rule_id="a",
        outcome=Outcome.UNCERTAIN,
        confidence=0.9,
        would_say=Outcome.CONFIDENT_REJECTION,
    )
    rejected = verdict("reject").model_copy(update={"rules": (unheard,)})

    assert learn([rejected]) == {"a": Record(agreed=1)}


def test_the_last_verdict_of_each_judge_on_a_content_counts() -> None:
    first, second = verdict("approve", a="confident_approval"), verdict("reject", a="uncertain")
    by_tests = first.model_copy(update={"given_by": "tests"})

    assert learn([first, first]) == {"a": Record(agreed=1)}
    assert learn([first, second]) == {}
    assert learn([second, by_tests, first]) == {"a": Record(agreed=2)}
