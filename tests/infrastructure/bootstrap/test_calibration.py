"""Given reviews and verdicts, when code is reviewed again, then rules know what they are worth."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.confidence import Record
from domain.digests import digest
from domain.errors import AmbiguousArtefactError, UnknownArtefactError, UnknownRuleError
from domain.events import CodeValidated, Event, ReviewVerdictRecorded, StandardsEscalated
from domain.review import Outcome
from domain.standards import STREAM, FullStandard
from infrastructure.bootstrap import Optimizer
from infrastructure.settings import Settings

RIGHT = '@router.delete("/a/{id}", status_code=204)\ndef delete(id: int) -> None:\n    forget(id)\n'
WRONG = RIGHT.replace(", status_code=204", "")
RULE = "backend_http_status"
TWINS = (
    24_180,
    64_827,
)  # numbers n whose text "a = n" has a digest that begins with the same eight digits


@pytest.fixture
def optimizer(tmp_path: Path) -> Iterator[Optimizer]:
    with Optimizer.open(Settings(data_dir=tmp_path)) as opened:
        yield opened


def recorded(optimizer: Optimizer, kind: type[Event]) -> list[Event]:
    return [one.event for one in optimizer.history.list(type_name=kind.__name__)]


def outcome_of(optimizer: Optimizer, code: str) -> Outcome:
    (found,) = [r for r in optimizer.rules.check(code, "backend").results if r.rule_id == RULE]
    return found.outcome


def record_of(optimizer: Optimizer) -> Record:
    (standing,) = optimizer.verdicts.standings([optimizer.rules.get(RULE)])
    return standing.learnt


def test_a_review_is_a_fact_with_what_each_rule_said(optimizer: Optimizer) -> None:
    review = optimizer.rules.check(WRONG, "backend", path="a.py", own=False, request_id="r-1")

    (event,) = recorded(optimizer, CodeValidated)
    assert isinstance(event, CodeValidated)
    assert (event.path, event.outcome, event.own) == ("a.py", review.outcome, False)
    assert [one.rule_id for one in event.rules] == [one.rule_id for one in review.results]


def test_a_look_with_chosen_rules_is_no_review_of_the_code(optimizer: Optimizer) -> None:
    optimizer.rules.check(WRONG, "backend", [RULE])

    assert recorded(optimizer, CodeValidated) == []


def test_a_verdict_teaches_the_rules_that_were_sure(optimizer: Optimizer) -> None:
    optimizer.rules.check(WRONG, "backend")

    given = optimizer.verdicts.give(WRONG, "reject")

    assert given.lessons == {RULE: True}
    assert record_of(optimizer) == Record(agreed=1)


def test_the_same_verdict_again_changes_nothing(optimizer: Optimizer) -> None:
    optimizer.rules.check(WRONG, "backend")

    news = [optimizer.verdicts.give(WRONG, word).is_new for word in ("reject", "reject", "approve")]

    assert news == [True, False, True]
    assert record_of(optimizer) == Record(disagreed=1)
    assert len(recorded(optimizer, ReviewVerdictRecorded)) == 2


def test_a_verdict_may_be_on_one_rule_alone(optimizer: Optimizer) -> None:
    optimizer.rules.check(RIGHT, "backend")

    given = optimizer.verdicts.give(RIGHT, "reject", rules=["backend_error_handling"])

    assert given.lessons == {}
    assert record_of(optimizer) == Record()
    with pytest.raises(UnknownRuleError, match="frontend_widget_keys"):
        optimizer.verdicts.give(RIGHT, "reject", rules=["frontend_widget_keys"])


def test_under_its_threshold_a_rule_is_unsure_and_can_rise_again(optimizer: Optimizer) -> None:
    optimizer.rules.update(RULE, confidence_threshold=0.97)
    first, *more = [f"{WRONG}# {number}\n" for number in range(40)]
    assert outcome_of(optimizer, first) is Outcome.CONFIDENT_REJECTION
    optimizer.verdicts.give(first, "approve")

    for code in more:
        assert outcome_of(optimizer, code) is Outcome.UNCERTAIN
    assert not optimizer.verdicts.standings([optimizer.rules.get(RULE)])[0].is_trusted
    for code in more:
        optimizer.verdicts.give(code, "reject")

    assert outcome_of(optimizer, WRONG) is Outcome.CONFIDENT_REJECTION


def test_code_that_was_never_reviewed_is_refused(optimizer: Optimizer) -> None:
    optimizer.rules.check(WRONG, "backend")

    for artefact in (RIGHT, "0123456789abcdef", WRONG + "\n"):
        with pytest.raises(UnknownArtefactError):
            optimizer.verdicts.give(artefact, "approve")
    assert recorded(optimizer, ReviewVerdictRecorded) == []


def test_another_process_sees_what_was_learnt(optimizer: Optimizer, tmp_path: Path) -> None:
    optimizer.rules.check(WRONG, "backend")
    with Optimizer.open(Settings(data_dir=tmp_path)) as other:
        other.verdicts.give(WRONG, "reject")

    assert record_of(optimizer) == Record(agreed=1)


def test_a_lost_file_of_records_is_made_anew(optimizer: Optimizer, tmp_path: Path) -> None:
    optimizer.rules.check(WRONG, "backend")
    optimizer.verdicts.give(WRONG, "reject")

    for left in tmp_path.glob("review_records.db*"):
        left.unlink()

    assert record_of(optimizer) == Record(agreed=1)


def test_falling_approval_brings_the_full_standard_and_back(optimizer: Optimizer) -> None:
    def check(code: str, count: int) -> None:
        for number in range(count):
            optimizer.rules.check(f"{code}# {number}\n", "backend")

    check(RIGHT, 17)
    check(WRONG, 3)  # 85 %
    assert recorded(optimizer, StandardsEscalated) == []
    check(WRONG, 1)

    assert recorded(optimizer, StandardsEscalated) == [
        StandardsEscalated(swea_type="backend", approval_rate=0.8)
    ]
    assert isinstance(optimizer.standards.get("backend"), FullStandard)
    assert not isinstance(optimizer.standards.get("database"), FullStandard)

    check(RIGHT, 18)
    assert isinstance(optimizer.standards.get("backend"), FullStandard)
    check(RIGHT, 1)

    assert not isinstance(optimizer.standards.get("backend"), FullStandard)
    assert len(optimizer._stores.log.read_stream(STREAM)) == 2


def test_a_verdict_counts_for_the_standard(optimizer: Optimizer) -> None:
    for number in range(20):
        optimizer.rules.check(f"{RIGHT}# {number}\n", "backend")

    for number in range(4):
        optimizer.verdicts.give(f"{RIGHT}# {number}\n", "reject", given_by="model")

    assert isinstance(optimizer.standards.get("backend"), FullStandard)


def test_the_start_of_two_digests_is_no_name(optimizer: Optimizer) -> None:
    for number in TWINS:
        optimizer.rules.check(f"a = {number}\n", "backend")

    with pytest.raises(AmbiguousArtefactError, match="more than one digest begins with"):
        optimizer.verdicts.give(digest(f"a = {TWINS[0]}\n")[:8], "approve")
