"""Facts about the rule set (an aggregate: its commands have invariants)."""

from typing import ClassVar

from domain.events.event import Event
from domain.review import ValidationRule


class RuleAdded(Event):
    """A rule of the user's joined the set."""

    stored_as: ClassVar = "rule.added"

    rule: ValidationRule


class RuleUpdated(Event):
    """A rule has another content; the previous one stays in the history."""

    stored_as: ClassVar = "rule.updated"

    rule: ValidationRule


class RuleDisabled(Event):
    """A rule does not count any more."""

    stored_as: ClassVar = "rule.disabled"

    rule_id: str


class RuleEnabled(Event):
    """A rule counts again."""

    stored_as: ClassVar = "rule.enabled"

    rule_id: str
