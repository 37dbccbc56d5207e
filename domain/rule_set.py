"""Which rules count, with which content. Decisions are functions from state to events.

The state starts with the catalogue that ships with this version; the stream holds what a user
changed. Every command may be repeated: when nothing would change, there is no event. Every content
that a rule ever had stays in its history, and can be gone back to.
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
    """The rules by id, in the order in which they joined; `version` counts the stream's events.

    `contents` holds what each rule ever was, oldest first; version 1 of a rule is the first.
    """

    rules: Mapping[str, ValidationRule]
    contents: Mapping[str, tuple[ValidationRule, ...]]
    version: int = 0

    @classmethod
    def shipped(cls, rules: Iterable[ValidationRule]) -> "RuleSet":
        """The state before any event."""
        known = {rule.rule_id: rule for rule in rules}
        first = {rule_id: (rule,) for rule_id, rule in known.items()}
        return cls(MappingProxyType(known), MappingProxyType(first))

    def after(self, *events: Event) -> "RuleSet":
        """The state when these have happened."""
        rules, contents = dict(self.rules), dict(self.contents)
        for event in events:
            if isinstance(event, RuleAdded | RuleUpdated):
                one = event.rule.rule_id
                rules[one] = event.rule
                contents[one] = (*contents.get(one, ()), event.rule)
            elif isinstance(event, RuleDisabled | RuleEnabled) and event.rule_id in rules:
                enabled = isinstance(event, RuleEnabled)
                rules[event.rule_id] = rules[event.rule_id].model_copy(update={"enabled": enabled})
        number = self.version + len(events)
        return RuleSet(MappingProxyType(rules), MappingProxyType(contents), number)

    def get(self, rule_id: str) -> ValidationRule:
        """The rule of that id; UnknownRuleError."""
        try:
            return self.rules[rule_id]
        except KeyError:
            raise UnknownRuleError(rule_id, self.rules) from None

    def history(self, rule_id: str) -> tuple[ValidationRule, ...]:
        """Every content of a rule, the one in use last; UnknownRuleError."""
        self.get(rule_id)
        return self.contents[rule_id]

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
    new = parse({**old.model_dump(), **changes})
    if new == old:
        return []
    _check(new, check_pattern)
    return [RuleUpdated(rule=new)]


def rollback(state: RuleSet, rule_id: str, version: int | None = None) -> list[Event]:
    """An earlier content again, the one before by default; whether the rule counts stays.

    UnknownRuleError; InvalidRuleError where there is no such version.
    """
    now, contents = state.get(rule_id), state.history(rule_id)
    wanted = len(contents) - 1 if version is None else version
    if not 1 <= wanted <= len(contents):
        there = "it has version 1 only" if len(contents) == 1 else f"it has 1 to {len(contents)}"
        asked = "no earlier version" if version is None else f"no version {version}"
        raise InvalidRuleError(rule_id, f"there is {asked}; {there}")
    content = contents[wanted - 1].model_copy(update={"enabled": now.enabled})
    return [] if content == now else [RuleUpdated(rule=content)]


def disable(state: RuleSet, rule_id: str) -> list[Event]:
    """The rule does not count any more."""
    return [RuleDisabled(rule_id=rule_id)] if state.get(rule_id).enabled else []


def enable(state: RuleSet, rule_id: str) -> list[Event]:
    """The rule counts again."""
    return [] if state.get(rule_id).enabled else [RuleEnabled(rule_id=rule_id)]


def parse(fields: Mapping[str, Any]) -> ValidationRule:
    """A rule of plain fields; InvalidRuleError names the first field that does not fit."""
    rule_id = str(fields.get("rule_id", ""))
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
