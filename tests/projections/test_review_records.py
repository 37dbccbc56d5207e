"""What rules learnt, who decided what, and which reviews count for the standards."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.ports.review_records import Reviewed, Spoken
from domain.confidence import Record, learn
from domain.errors import StoreError
from domain.events import CodeValidated, Event, Recorded, ReviewVerdictRecorded, RuleOutcome
from domain.events.review import Judge, VerdictWord
from domain.review import Outcome
from projections.review_reader import SQLiteReviewRecords
from projections.review_records import ReviewRecordsTable
from tests.examples import STREAM, WHEN

GOOD, BAD, UNSURE = (
    Outcome.CONFIDENT_APPROVAL,
    Outcome.CONFIDENT_REJECTION,
    Outcome.UNCERTAIN,
)


def review(
    content: str, outcome: Outcome = GOOD, *, own: bool = True, template_id: str = ""
) -> CodeValidated:
    return CodeValidated(
        path=f"{content}.py",
        content_sha256=content * 64,
        swea_type="backend",
        outcome=outcome,
        confidence=0.9,
        rules=(
            RuleOutcome(rule_id="one", outcome=outcome, confidence=0.9),
            RuleOutcome(rule_id="two", outcome=UNSURE, confidence=0.9, applicable=False),
        ),
        model_called=False,
        seconds=0.01,
        own=own,
        template_id=template_id,
    )


def verdict(
    content: str, word: VerdictWord, by: Judge = "person", outcome: Outcome = GOOD
) -> ReviewVerdictRecorded:
    rules = (RuleOutcome(rule_id="one", outcome=outcome, confidence=0.9),)
    return ReviewVerdictRecorded(
        content_sha256=content * 64, verdict=word, given_by=by, rules=rules
    )


def project(path: Path, events: Sequence[Event]) -> None:
    with closing(ReviewRecordsTable(path)) as table:
        recorded = [
            Recorded(n, STREAM, n, STREAM, WHEN, "r", event)
            for n, event in enumerate(events, start=1)
        ]
        table.apply(recorded, scanned=len(recorded))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review_records.db"


@pytest.fixture
def records(path: Path) -> Iterator[SQLiteReviewRecords]:
    with closing(SQLiteReviewRecords(path)) as opened:
        yield opened


def test_a_rule_is_counted_where_it_applied(path: Path, records: SQLiteReviewRecords) -> None:
    project(path, [review("a"), review("b", UNSURE), review("c", BAD)])

    assert records.spoken() == {"one": Spoken(reviews=3, confident=2)}
    assert records.spoken()["one"].share == 2 / 3


def test_a_review_is_found_by_the_start_of_its_digest(
    path: Path, records: SQLiteReviewRecords
) -> None:
    project(path, [review("a"), review("b"), review("a", BAD)])

    assert records.reviewed("aaaaaaaa", limit=2) == [Reviewed("a" * 64, "a.py", "backend", 3)]
    assert [one.path for one in records.reviewed("", limit=5)] == ["a.py", "b.py"]
    assert records.reviewed("c", limit=2) == []
    assert records.reviewed("a' OR 1=1", limit=2) == []


def test_a_judge_who_changes_his_mind_is_counted_once(
    path: Path, records: SQLiteReviewRecords
) -> None:
    project(path, [review("a"), verdict("a", "approve"), verdict("a", "reject")])

    assert records.learnt() == {"one": Record(agreed=0, disagreed=1)}
    assert records.verdicts({"a" * 64, "b" * 64}, "person") == {"a" * 64: "reject"}
    assert records.verdicts({"a" * 64}, "tests") == {}


def test_decisions_are_of_own_code_that_no_template_wrote(
    path: Path, records: SQLiteReviewRecords
) -> None:
    foreign, written = review("b", BAD, own=False), review("c", template_id="backend_model_crud")
    project(path, [review("a", BAD), foreign, written, review("d")])

    assert records.decided("backend", last=20) == [True, False]
    assert records.decided("backend", last=1) == [True]
    assert records.decided("frontend", last=20) == []


def test_what_is_uncertain_waits_for_a_verdict(path: Path, records: SQLiteReviewRecords) -> None:
    project(path, [review("a", UNSURE), review("b")])

    assert records.decided("backend", last=20) == [True]


def test_a_verdict_decides_also_over_the_rules_and_for_the_next_review(
    path: Path, records: SQLiteReviewRecords
) -> None:
    project(path, [review("a", UNSURE), verdict("a", "reject", "model"), review("a", UNSURE)])

    assert records.decided("backend", last=20) == [False, False]


def test_a_file_that_is_not_there_is_a_store_error(records: SQLiteReviewRecords) -> None:
    with pytest.raises(StoreError, match=r"review_records\.db"):
        records.learnt()


VERDICTS = st.lists(
    st.builds(
        verdict,
        st.sampled_from("abc"),
        st.sampled_from(["approve", "reject"]),
        st.sampled_from(["person", "model", "tests"]),
        st.sampled_from([GOOD, BAD, UNSURE]),
    ),
    max_size=12,
)


@given(VERDICTS)
def test_the_table_learns_what_the_model_says(verdicts: list[ReviewVerdictRecorded]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.db"
        project(path, verdicts)
        with closing(SQLiteReviewRecords(path)) as records:
            learnt = {rule: one for rule, one in records.learnt().items() if one != Record()}

    assert learnt == learn(verdicts)
