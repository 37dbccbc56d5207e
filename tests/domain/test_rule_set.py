"""Given what happened to the rule set, when a command is decided, then these events."""

from collections.abc import Sequence
from typing import Any

import pytest

from domain import rule_set
from domain.errors import (
    DuplicateRuleError,
    InvalidPatternError,
    InvalidRuleError,
    UnknownRuleError,
)
from domain.events import Event, RuleAdded, RuleDisabled, RuleEnabled, RuleUpdated
from domain.review import Category, ValidationRule
from domain.rule_set import RuleSet

SHIPPED = ValidationRule(
    rule_id="shipped", description="ours", category=Category.BACKEND, required_patterns=("a",)
)
RULE = ValidationRule(
    rule_id="no_print",
    description="no print",
    category=Category.BACKEND,
    prohibited_patterns=(r"\bprint\(",),
)
ADDED = RuleAdded(rule=RULE)
DISABLED = RuleDisabled(rule_id="no_print")


def given(*events: Event) -> RuleSet:
    return RuleSet.shipped([SHIPPED]).after(*events)


def takes_all(_: str) -> None:
    """An engine that refuses nothing."""


def refuses(pattern: str) -> None:
    raise InvalidPatternError(pattern, "no engine takes it")


def updated(events: Sequence[Event]) -> ValidationRule:
    (event,) = events
    assert isinstance(event, RuleUpdated)
    return event.rule


def test_a_new_rule_is_added() -> None:
    assert rule_set.add(given(), RULE, check_pattern=takes_all) == [ADDED]


def test_adding_the_same_rule_again_changes_nothing() -> None:
    assert rule_set.add(given(ADDED), RULE, check_pattern=takes_all) == []


@pytest.mark.parametrize("rule_id", ["no_print", "shipped"])
def test_another_rule_with_a_known_id_is_refused(rule_id: str) -> None:
    other = RULE.model_copy(update={"rule_id": rule_id, "description": "another"})

    with pytest.raises(DuplicateRuleError, match=rule_id):
        rule_set.add(given(ADDED), other, check_pattern=takes_all)


def test_a_pattern_that_no_engine_takes_is_refused() -> None:
    with pytest.raises(InvalidPatternError):
        rule_set.add(given(), RULE, check_pattern=refuses)


def test_a_rule_without_patterns_is_refused() -> None:
    empty = RULE.model_copy(update={"prohibited_patterns": ()})

    with pytest.raises(InvalidRuleError, match="needs a required or a prohibited pattern"):
        rule_set.add(given(), empty, check_pattern=takes_all)


def test_an_update_keeps_what_is_not_named() -> None:
    events = rule_set.update(
        given(ADDED), "no_print", {"confidence_threshold": 0.5}, check_pattern=takes_all
    )

    assert updated(events) == RULE.model_copy(update={"confidence_threshold": 0.5})


def test_a_shipped_rule_can_be_updated() -> None:
    events = rule_set.update(given(), "shipped", {"description": "x"}, check_pattern=takes_all)

    assert updated(events).description == "x"


def test_an_update_to_the_same_content_changes_nothing() -> None:
    changes = {"description": RULE.description}

    assert rule_set.update(given(ADDED), "no_print", changes, check_pattern=takes_all) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"rule_id": "other"},
        {"confidence_threshold": 1.5},
        {"category": "poetry"},
        {"colour": "red"},
        {"prohibited_patterns": ()},
    ],
)
def test_an_update_that_does_not_fit_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidRuleError):
        rule_set.update(given(ADDED), "no_print", changes, check_pattern=takes_all)


def test_an_enabled_rule_is_disabled_once() -> None:
    assert rule_set.disable(given(ADDED), "no_print") == [DISABLED]
    assert rule_set.disable(given(ADDED, DISABLED), "no_print") == []


def test_a_disabled_rule_is_enabled_once() -> None:
    enabled = RuleEnabled(rule_id="no_print")

    assert rule_set.enable(given(ADDED, DISABLED), "no_print") == [enabled]
    assert rule_set.enable(given(ADDED, DISABLED, enabled), "no_print") == []


def test_a_disabled_rule_is_not_selected() -> None:
    state = given(ADDED, DISABLED)

    assert state.select(Category.BACKEND) == (SHIPPED,)
    assert len(state.select(Category.BACKEND, enabled_only=False)) == 2
    assert state.select(Category.FRONTEND) == ()


def test_unknown_rules_are_refused() -> None:
    with pytest.raises(UnknownRuleError, match="shipped"):
        rule_set.disable(given(), "nobody")
    with pytest.raises(UnknownRuleError):
        rule_set.enable(given(), "nobody")
    with pytest.raises(UnknownRuleError):
        rule_set.update(given(), "nobody", {}, check_pattern=takes_all)


def test_each_event_raises_the_version() -> None:
    assert given(ADDED, DISABLED).version == 2


def test_every_content_stays_in_the_history() -> None:
    other = RULE.model_copy(update={"description": "another"})
    state = given(ADDED, RuleUpdated(rule=other), DISABLED)

    assert state.history("no_print") == (RULE, other)
    assert state.history("shipped") == (SHIPPED,)


def test_a_rollback_is_an_update_to_what_was_there_and_keeps_the_switch() -> None:
    other = RULE.model_copy(update={"description": "another"})
    state = given(ADDED, RuleUpdated(rule=other), DISABLED)

    back = updated(rule_set.rollback(state, "no_print"))

    assert back == RULE.model_copy(update={"enabled": False})
    assert rule_set.rollback(state, "no_print", 2) == []
    assert rule_set.rollback(state, "no_print", 1) == [RuleUpdated(rule=back)]
    again = state.after(RuleUpdated(rule=back))
    assert updated(rule_set.rollback(again, "no_print")).description == "another"


@pytest.mark.parametrize(
    ("version", "problem"),
    [(None, "no earlier version; it has version 1 only"), (0, "no version 0"), (3, "no version 3")],
)
def test_a_version_that_is_not_there_is_refused(version: int | None, problem: str) -> None:
    with pytest.raises(InvalidRuleError, match=problem):
        rule_set.rollback(given(ADDED), "no_print", version)
