"""The rule set over a log: what one process changes, every other one sees."""

import threading

import pytest

from application.rules import Rules
from domain.errors import (
    DuplicateRuleError,
    InvalidPatternError,
    InvalidRuleError,
    UnknownRuleError,
)
from domain.events import RuleAdded, RuleDisabled, RuleEnabled, RuleUpdated
from domain.review import Category, Outcome, ValidationRule
from domain.rule_set import STREAM
from domain.rules import RULES
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.event_log_memory import MemoryEventLog
from infrastructure.adapters.pattern_engine import RE2PatternEngine

NO_PRINT = ValidationRule(
    rule_id="no_print",
    description="no print in a service",
    category=Category.BACKEND,
    prohibited_patterns=(r"\bprint\(",),
)
PRINTING = "def f():\n    print('x')\n"


def rules_over(log: MemoryEventLog) -> Rules:
    return Rules(log=log, clock=SystemClock(), patterns=RE2PatternEngine())


@pytest.fixture
def log() -> MemoryEventLog:
    return MemoryEventLog()


def test_the_catalogue_is_there_without_any_event(log: MemoryEventLog) -> None:
    rules = rules_over(log)

    assert len(rules.list()) == len(RULES)
    assert rules.get("backend_http_status").confidence_threshold == 0.90
    assert {r.category for r in rules.list("database")} == {Category.DATABASE}


def test_the_story_of_a_rule_is_in_its_stream(log: MemoryEventLog) -> None:
    rules = rules_over(log)

    rules.add(NO_PRINT, request_id="r1")
    rules.update("no_print", description="none at all")
    rules.disable("no_print")
    rules.enable("no_print")

    stored = [recorded.event for recorded in log.read_stream(STREAM)]
    assert stored == [
        RuleAdded(rule=NO_PRINT),
        RuleUpdated(rule=NO_PRINT.model_copy(update={"description": "none at all"})),
        RuleDisabled(rule_id="no_print"),
        RuleEnabled(rule_id="no_print"),
    ]


def test_commands_may_be_repeated(log: MemoryEventLog) -> None:
    rules = rules_over(log)
    for _ in range(2):
        rules.add(NO_PRINT)
        rules.update("backend_http_status", confidence_threshold=0.5)
        rules.disable("backend_context_manager")

    assert len(log.read_stream(STREAM)) == 3


def test_another_process_sees_the_change_at_its_next_question(log: MemoryEventLog) -> None:
    here, there = rules_over(log), rules_over(log)
    assert there.check(PRINTING, "backend").outcome is Outcome.UNCERTAIN

    here.add(NO_PRINT)

    assert there.check(PRINTING, "backend").outcome is Outcome.CONFIDENT_REJECTION
    here.disable("no_print")
    assert there.check(PRINTING, "backend").outcome is Outcome.UNCERTAIN


def test_many_writers_lose_no_rule(log: MemoryEventLog) -> None:
    def add(number: int) -> None:
        rules_over(log).add(NO_PRINT.model_copy(update={"rule_id": f"rule_{number}"}))

    threads = [threading.Thread(target=add, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(rules_over(log).list()) == len(RULES) + 8


def test_refusals_store_nothing(log: MemoryEventLog) -> None:
    rules = rules_over(log)

    with pytest.raises(DuplicateRuleError):
        rules.add(NO_PRINT.model_copy(update={"rule_id": "backend_http_status"}))
    with pytest.raises(InvalidPatternError):
        rules.add(NO_PRINT.model_copy(update={"prohibited_patterns": ("(",)}))
    with pytest.raises(InvalidRuleError, match="rule_id: "):
        rules.add({**NO_PRINT.model_dump(), "rule_id": "No Print"})
    with pytest.raises(UnknownRuleError):
        rules.disable("nobody")

    assert log.read_stream(STREAM) == []
