"""The rule set as a service: commands on its stream, queries on its state, reviews with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from application.event_sourced import EventSourced
from application.ports.clock import Clock
from application.ports.event_log import EventLog
from application.ports.pattern_engine import PatternEngine
from application.review import Reviewer, category_of
from application.review_recording import ReviewRecorder, validated
from domain import rule_set
from domain.confidence import Record
from domain.review import Category, Review, ValidationRule
from domain.rule_set import RuleSet
from domain.rules import RULES


class Rules:
    """Thread-safe. Each query reads what is new in the stream, so every process sees the same."""

    def __init__(
        self,
        *,
        log: EventLog,
        clock: Clock,
        patterns: PatternEngine,
        records: Callable[[], Mapping[str, Record]] = dict,
        recorder: ReviewRecorder | None = None,
    ) -> None:
        """`records` is what verdicts taught; without a `recorder` reviews are not recorded."""
        shipped = RuleSet.shipped(rule.rule for rule in RULES)
        self._set = EventSourced(rule_set.STREAM, shipped, log=log, clock=clock)
        self._patterns = patterns
        self._records = records
        self._recorder = recorder
        self._clock = clock
        self.reviewer = Reviewer(select=self.list, patterns=patterns, records=records)

    def check(
        self,
        code: str,
        swea_type: str,
        rules: Sequence[str | ValidationRule] | None = None,
        *,
        path: str = "",
        own: bool = True,
        imported: bool = False,
        request_id: str = "",
    ) -> Review:
        """One review, see `Reviewer.review`; one with all rules is recorded. StoreError."""
        started = self._clock.elapsed()
        review = self.reviewer.review(
            code, swea_type, path=path, own=own, imported=imported, rules=rules
        )
        if self._recorder is not None and rules is None:
            seconds = self._clock.elapsed() - started
            event = validated(
                review, code, path=path, swea_type=swea_type, seconds=seconds, own=own
            )
            request_id = request_id or str(self._clock.new_id())
            self._recorder.record(event, request_id=request_id)
        return review

    def as_they_are(self) -> Reviewer:
        """A reviewer with the rules and records of this moment, for the reviews of one build."""
        state, records = self._set.current(), self._records()

        def select(
            category: Category | None = None, *, enabled_only: bool = True
        ) -> tuple[ValidationRule, ...]:
            return state.select(category, enabled_only=enabled_only)

        return Reviewer(select=select, patterns=self._patterns, records=lambda: records)

    def get(self, rule_id: str) -> ValidationRule:
        """UnknownRuleError."""
        return self._set.current().get(rule_id)

    def list(
        self, category: Category | str | None = None, *, enabled_only: bool = True
    ) -> tuple[ValidationRule, ...]:
        """The rules of a category (InvalidRequestError) or all, in the order in which they came."""
        wanted = None if category is None else category_of(category)
        return self._set.current().select(wanted, enabled_only=enabled_only)

    def add(
        self, rule: ValidationRule | Mapping[str, Any], *, request_id: str = ""
    ) -> ValidationRule:
        """DuplicateRuleError, InvalidPatternError, InvalidRuleError."""
        new = rule if isinstance(rule, ValidationRule) else rule_set.parse(rule)
        check = self._patterns.validate
        self._set.command(lambda state: rule_set.add(state, new, check_pattern=check), request_id)
        return self.get(new.rule_id)

    def update(self, rule_id: str, *, request_id: str = "", **changes: Any) -> ValidationRule:
        """UnknownRuleError, InvalidPatternError, InvalidRuleError."""
        check = self._patterns.validate
        self._set.command(
            lambda state: rule_set.update(state, rule_id, changes, check_pattern=check), request_id
        )
        return self.get(rule_id)

    def history(self, rule_id: str) -> tuple[ValidationRule, ...]:
        """Every content that the rule had, version 1 first; UnknownRuleError."""
        return self._set.current().history(rule_id)

    def rollback(
        self, rule_id: str, version: int | None = None, *, request_id: str = ""
    ) -> ValidationRule:
        """An earlier content again (the one before); UnknownRuleError, InvalidRuleError."""
        self._set.command(lambda state: rule_set.rollback(state, rule_id, version), request_id)
        return self.get(rule_id)

    def disable(self, rule_id: str, *, request_id: str = "") -> ValidationRule:
        """UnknownRuleError."""
        self._set.command(lambda state: rule_set.disable(state, rule_id), request_id)
        return self.get(rule_id)

    def enable(self, rule_id: str, *, request_id: str = "") -> ValidationRule:
        """UnknownRuleError."""
        self._set.command(lambda state: rule_set.enable(state, rule_id), request_id)
        return self.get(rule_id)
