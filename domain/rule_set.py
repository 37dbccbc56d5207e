"""Which rules count, with which content. Decisions are functions from state to events.

The state starts with the catalogue that ships with this version; the stream holds what a user
changed. Every command may be repeated: when nothing would change, there is no event.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pydantic import ValidationError

from domain.errors import DuplicateRuleError, InvalidRuleError, UnknownRuleError
from domain.events import Event, RuleAdded, RuleDisabled, RuleEnabled, RuleUpdated
from domain.review import Category, ValidationRule

STREAM = uuid5(NAMESPACE_URL, "https://baes-optimizer.invalid/streams/rule-set")  # never changes

CheckPattern = Callable[[str], None]  # raises InvalidPatternError


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules by id, in the order in which they joined; `version` counts the stream's events."""

    rules: Mapping[str, ValidationRule]
    version: int = 0

    @classmethod
    def shipped(cls, rules: Iterable[ValidationRule]) -> "RuleSet":
        """The state before any event."""
        return cls(MappingProxyType({rule.rule_id: rule for rule in rules}))

    def after(self, *events: Event) -> "RuleSet":
        """The state when these have happened."""
        rules = dict(self.rules)
        for event in events:
            if isinstance(event, RuleAdded | RuleUpdated):
                rules[event.rule.rule_id] = event.rule
            elif isinstance(event, RuleDisabled | RuleEnabled) and event.rule_id in rules:
                enabled = isinstance(event, RuleEnabled)
                rules[event.rule_id] = rules[event.rule_id].model_copy(update={"enabled": enabled})
        return RuleSet(MappingProxyType(rules), self.version + len(events))

    def get(self, rule_id: str) -> ValidationRule:
        """The rule of that id; UnknownRuleError."""
        try:
            return self.rules[rule_id]
        except KeyError:
            raise UnknownRuleError(rule_id, self.rules) from None

    def select(
        self, category: Category | None = None, *, enabled_only: bool = True
    ) -> tuple[ValidationRule, ...]:
        """The rules of a category, in order."""
        return tuple(
            rule
            for rule in self.rules.values()
            if (category is None or rule.category is category)
            and (rule.enabled or not enabled_only)
        )


def add(state: RuleSet, rule: ValidationRule, *, check_pattern: CheckPattern) -> list[Event]:
    """A new rule. DuplicateRuleError unless it is there with exactly this content."""
    if rule.rule_id in state.rules:
        if state.rules[rule.rule_id] == rule:
            return []
        raise DuplicateRuleError(rule.rule_id)
    _check(rule, check_pattern)
    return [RuleAdded(rule=rule)]


def update(
    state: RuleSet, rule_id: str, changes: Mapping[str, Any], *, check_pattern: CheckPattern
) -> list[Event]:
    """Other content for a rule; its id stays. UnknownRuleError, InvalidRuleError."""
    old = state.get(rule_id)
    if changes.get("rule_id", rule_id) != rule_id:
        raise InvalidRuleError(rule_id, "its id cannot be changed; add another rule instead")
    new = parse(rule_id, {**old.model_dump(), **changes})
    if new == old:
        return []
    _check(new, check_pattern)
    return [RuleUpdated(rule=new)]


def disable(state: RuleSet, rule_id: str) -> list[Event]:
    """The rule does not count any more."""
    return [RuleDisabled(rule_id=rule_id)] if state.get(rule_id).enabled else []


def enable(state: RuleSet, rule_id: str) -> list[Event]:
    """The rule counts again."""
    return [] if state.get(rule_id).enabled else [RuleEnabled(rule_id=rule_id)]


def parse(rule_id: str, fields: Mapping[str, Any]) -> ValidationRule:
    """A rule of plain fields; InvalidRuleError names the first field that does not fit."""
    try:
        return ValidationRule.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the rule"
        raise InvalidRuleError(rule_id, f"{where}: {first['msg']}") from error


def _check(rule: ValidationRule, check_pattern: CheckPattern) -> None:
    if not rule.required_patterns and not rule.prohibited_patterns:
        raise InvalidRuleError(rule.rule_id, "it needs a required or a prohibited pattern")
    for pattern in (
        *rule.required_patterns,
        *rule.prohibited_patterns,
        *rule.uncertainty_triggers,
    ):
        check_pattern(pattern)
