"""User rules with patterns that stall other engines: the review ends, and approves nothing."""

import pytest

from application.rules import Rules
from domain.review import Outcome, ValidationRule
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine
from tests.stalling import STALLING, Stalling, rule_of

STOPPED = [one for one in STALLING if one.stopped]


def judged(rule: ValidationRule, code: str) -> tuple[Outcome, str]:
    """The outcome of the review by a rule that was added, and the reason of the rule."""
    rules = Rules(log=MemoryEventLog(), clock=SystemClock(), patterns=RE2PatternEngine())
    rules.add(rule)
    found = rules.check(code, "backend", rules=[rule.rule_id])
    return found.outcome, found.results[0].reason


@pytest.mark.parametrize("one", STALLING, ids=[one.name for one in STALLING])
def test_a_rule_that_requires_a_stalling_pattern_is_uncertain(one: Stalling) -> None:
    outcome, reason = judged(rule_of(required=(one.pattern,)), one.code)

    assert outcome is Outcome.UNCERTAIN
    assert "is not found" in reason or "took too long" in reason


@pytest.mark.parametrize("one", STOPPED, ids=[one.name for one in STOPPED])
@pytest.mark.parametrize("use", ["required", "prohibited", "unsure"])
def test_a_search_that_was_stopped_leaves_a_doubt(one: Stalling, use: str) -> None:
    patterns = {"required": (r"\w",)} | {use: (one.pattern,)}

    outcome, reason = judged(rule_of(**patterns), one.code)

    assert outcome is Outcome.UNCERTAIN
    assert "took too long" in reason


def test_the_table_holds_at_least_12_kinds_and_no_pattern_that_finds_something() -> None:
    assert len({one.name for one in STALLING}) == len(STALLING) >= 12
    engine = RE2PatternEngine()
    assert not any(engine.search([one.pattern], one.code)[one.pattern] for one in STALLING)
