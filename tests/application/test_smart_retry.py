"""What becomes of rejected code: given a text, when it is retried, then these facts are kept."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.rules import Rules
from application.smart_retry import MAX_ROUNDS, Repair, Retry, SmartRetry, shipped_repairs
from domain.digests import digest
from domain.errors import CannotRepairError
from domain.events import ArtefactPatched, Event, RegenerationChosen
from domain.review import Category, Outcome, Review
from domain.rules import CATALOGUE
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from tests.domain.repairs.pairs import Pair, pairs

PATH = "app/routes/a.py"
WRONG = '@router.post("/a")\ndef a() -> A: ...\n'
RIGHT = '@router.post("/a", status_code=201)\ndef a() -> A: ...\n'
RULE = "backend_http_status"
REPAIRED = [one for one in pairs() if one.after is not None]


class Words:
    """Counts words, so that the tests state their numbers."""

    def count(self, text: str) -> int:
        return len(text.split())


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())


class Retried:
    """Given rules, when a text is retried, then these events."""

    def __init__(self, rules: Rules, repairs: dict[str, Repair] | None = None) -> None:
        self._rules = rules
        self._retry = SmartRetry(Words(), repairs)
        self.judged = 0

    def judge(self, text: str, category: Category = Category.BACKEND) -> Review:
        self.judged += 1
        return self._rules.check(text, category)

    def when(self, text: str, category: Category = Category.BACKEND) -> Retry:
        found = self._retry.mend(PATH, text, lambda code: self.judge(code, category))
        assert found is not None
        return found

    def then(self, retry: Retry) -> list[Event]:
        return self._retry.events(retry)


def chosen(text: str, *rule_ids: str, reason: str, rounds: int) -> RegenerationChosen:
    return RegenerationChosen(
        path=PATH, content_sha256=digest(text), rule_ids=rule_ids, rounds=rounds, reason=reason
    )


def test_a_repair_that_holds_is_kept_and_counts_the_tokens_of_the_artefact(rules: Rules) -> None:
    world = Retried(rules)

    retry = world.when(WRONG)

    assert retry.text == RIGHT
    assert world.then(retry) == [
        ArtefactPatched(
            path=PATH,
            rule_id=RULE,
            before_sha256=digest(WRONG),
            after_sha256=digest(RIGHT),
            tokens_saved=len(RIGHT.split()),
        )
    ]


def test_what_no_rule_rejects_is_left_alone(rules: Rules) -> None:
    assert SmartRetry(Words()).mend(PATH, RIGHT, lambda text: rules.check(text, "backend")) is None


def test_several_rules_are_mended_and_one_regeneration_is_saved(rules: Rules) -> None:
    world = Retried(rules)
    wrong = WRONG + '\nPASSWORD = "hunter2!"\n'

    retry = world.when(wrong)

    events = [e for e in world.then(retry) if isinstance(e, ArtefactPatched)]
    assert [e.rule_id for e in events] == [RULE, "backend_no_credentials"]
    assert [e.tokens_saved for e in events] == [0, len(retry.text.split())]
    assert events[0].after_sha256 == events[1].before_sha256
    assert rules.check(retry.text, "backend").outcome is Outcome.CONFIDENT_APPROVAL


def test_more_rules_than_rounds_are_regenerated_at_once(rules: Rules) -> None:
    world = Retried(rules)
    wrong = (
        f'{WRONG}\nPASSWORD = "hunter2!"\nURL = "http://reports.internal"\n\n\n'
        "def b(db=Depends(get_db())):\n    pass\n"
    )

    retry = world.when(wrong)

    assert not retry.repaired
    assert retry.text == wrong
    assert retry.rounds == 0
    assert retry.reason.startswith("4 rules are broken at once")
    assert world.judged == 1


def test_a_syntax_error_is_regenerated(rules: Rules) -> None:
    world = Retried(rules)

    retry = world.when("def a(:\n")

    (event,) = world.then(retry)
    assert isinstance(event, RegenerationChosen)
    assert event.reason.startswith("it cannot be read: Line 1")


def test_a_rule_without_a_repair_is_regenerated_for_its_reason(rules: Rules) -> None:
    world = Retried(rules)
    code = "def test_a(client):\n    assert client.post('/a').status_code == 422\n"

    retry = world.when(code, Category.TEST)

    reason = "test_integration_lifecycle: a test that is missing has to be written"
    assert world.then(retry) == [
        chosen(code, "test_integration_lifecycle", reason=reason, rounds=0)
    ]


def refuse(_text: str) -> str:
    raise CannotRepairError("a guess", line=3)


@pytest.mark.parametrize(
    ("repair", "reason"),
    [
        (refuse, "line 3: a guess"),
        (lambda text: text, "the repair changed nothing"),
        (lambda text: text + "\n", "the violation is not gone"),
        (lambda _text: RIGHT + "def broken(:\n", "judged by other rules"),
        (lambda _text: RIGHT + "return 1\n", "judged by other rules"),
        (lambda _text: RIGHT + 'PASSWORD = "hunter2!"\n', "breaks backend_no_credentials"),
        (lambda _text: RIGHT + "db = SessionLocal()\ndb.a()\n", "breaks backend_context_manager"),
        (
            lambda _text: RIGHT + "try:\n    f()\nexcept Exception as e:\n    x = e\n",
            "breaks backend_error_handling",  # a new doubt
        ),
    ],
)
def test_a_repair_that_does_not_hold_is_not_kept(
    rules: Rules, repair: Callable[[str], str], reason: str
) -> None:
    world = Retried(rules, {RULE: repair})

    retry = world.when(WRONG)

    assert retry.text == WRONG
    assert not retry.repaired
    (event,) = world.then(retry)
    assert isinstance(event, RegenerationChosen)
    assert reason in event.reason
    assert event.rounds == 1


def test_there_are_at_most_three_rounds(rules: Rules) -> None:
    """Repairs that take turns: each mends its own rule and the next still rejects."""
    wrong = f'{WRONG}\nPASSWORD = "hunter2!"\nURL = "http://reports.internal"\n'
    world = Retried(rules)

    retry = world.when(wrong)

    assert retry.repaired
    assert retry.rounds == MAX_ROUNDS == len(retry.patches)
    assert world.judged == 1 + MAX_ROUNDS


def test_a_violation_that_appears_only_later_ends_the_rounds(rules: Rules) -> None:
    calls: list[str] = []

    def judge(text: str) -> Review:
        """The first rejection wanders from rule to rule for ever."""
        calls.append(text)
        ids = sorted(shipped_repairs())[:6]
        rejected = ids[len(calls) % 6]
        results = tuple(
            rules.check(WRONG, "backend", [RULE])
            .results[0]
            .model_copy(
                update={
                    "rule_id": one,
                    "findings": (),
                    "outcome": Outcome.CONFIDENT_REJECTION
                    if one == rejected
                    else Outcome.CONFIDENT_APPROVAL,
                }
            )
            for one in ids
        )
        return rules.check(WRONG, "backend").model_copy(update={"results": results})

    repairs = dict.fromkeys(shipped_repairs(), lambda text: text + "#")

    retry = SmartRetry(Words(), repairs).mend(PATH, WRONG, judge)

    assert retry is not None
    assert not retry.repaired
    assert len(calls) <= 1 + MAX_ROUNDS


@settings(max_examples=40, deadline=None)
@given(
    case=st.sampled_from(REPAIRED),
    other=st.sampled_from(REPAIRED),
    cut=st.integers(0, 400),
    added=st.sampled_from(
        ["", "\n", "\ndef broken(:\n", "\nreturn 1\n", '\nPASSWORD = "hunter2!"\n', "\nx = (1,\n"]
    ),
)
def test_no_success_is_false(case: Pair, other: Pair, cut: int, added: str) -> None:
    """Whatever a repair writes: what is kept is rejected by no rule, and no doubt is new."""
    category = CATALOGUE[case.rule_id].rule.category
    rules = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())

    def repair(text: str) -> str:
        return text[:cut] + (other.after or "")[cut:] + added

    world = Retried(rules, {case.rule_id: repair})

    retry = world.when(case.before, category)

    if retry.repaired:
        review = rules.check(retry.text, category)
        assert not any(r.outcome is Outcome.CONFIDENT_REJECTION for r in review.results)
        assert not any(r.findings for r in review.results)
    else:
        assert retry.text == case.before


@pytest.mark.parametrize("case", REPAIRED, ids=[f"{c.rule_id}-{c.name}" for c in REPAIRED])
def test_every_pair_goes_through_the_whole_loop(rules: Rules, case: Pair) -> None:
    category = CATALOGUE[case.rule_id].rule.category

    retry = Retried(rules).when(case.before, category)

    assert retry.repaired, retry.reason
    assert not any(r.findings for r in rules.check(retry.text, category).results)
