"""Reviewing code without a model: every enabled rule of its SWEA type, one verdict.

The code is parsed once and searched once for all rules. Nothing of it is executed here (SQL runs
in a memory of its own); whether Python can be imported is asked of the import check.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Protocol

from application.ports.pattern_engine import PatternEngine
from domain.confidence import Record, taken_at_its_word
from domain.errors import InvalidRequestError, UnknownRuleError, UnreadableCodeError
from domain.judgement import Evidence, conclude, judge
from domain.masking import Masked, mask
from domain.review import (
    Category,
    Finding,
    Outcome,
    Review,
    ValidationResult,
    ValidationRule,
)
from domain.rules import CATALOGUE, PythonRule, SqlRule
from domain.rules.inspection import Inspection
from domain.rules.python_source import PythonSource, read_python
from domain.rules.record import PRIOR
from domain.rules.sql_source import SqlSource, read_sql

SUFFIXES = {".py": "python", ".pyi": "python", ".sql": "sql"}
READABLE = "readable"  # the id of the result that says whether the language takes the code

Source = PythonSource | SqlSource


class RuleSelection(Protocol):
    """How the reviewer asks for rules: `Rules.list` is one."""

    def __call__(
        self, category: Category | None = None, *, enabled_only: bool = True
    ) -> Sequence[ValidationRule]:
        """The rules of a category, in order."""
        ...


class Reviewer:
    """Applies rules. Thread-safe: it keeps nothing between two reviews.

    `records` gives what later verdicts taught about each rule, beside its prior record.
    """

    def __init__(
        self,
        *,
        select: RuleSelection,
        patterns: PatternEngine,
        records: Callable[[], Mapping[str, Record]] = dict,
    ) -> None:
        self._select = select
        self._patterns = patterns
        self._records = records

    def review(
        self,
        code: str,
        swea_type: str,
        *,
        path: str = "",
        own: bool = True,
        imported: bool = False,
        rules: Sequence[str | ValidationRule] | None = None,
    ) -> Review:
        """One verdict. `own`: conventions reject only code that we generated or asked for.

        `imported`: the caller imports it besides, so it need not be compiled here.

        CodeTooLargeError, UnknownRuleError, InvalidRequestError (no such SWEA type).
        """
        category = category_of(swea_type)
        chosen = self._chosen(category, rules)
        wanted = dict.fromkeys(p for rule in chosen for p in _patterns_of(rule))
        masked = mask(code, sql=_language(path, category) == "sql")
        matches = self._patterns.search(tuple(wanted), masked.text)  # refuses what is too large
        try:
            source = _read(code, path, category, compiled=not imported)
        except UnreadableCodeError as error:
            return conclude([_unreadable(error)])
        except (RecursionError, MemoryError):
            return conclude([_not_judged("the code nests too deeply to be read")])
        if source is None:
            return conclude([_not_judged(f"no rule reads files such as {path}")])
        records = self._records()
        results = [
            judge(
                rule,
                Evidence(
                    masked=masked,
                    matches=matches,
                    inspection=_inspect(rule, source, masked),
                    shipped=CATALOGUE[rule.rule_id].rule if rule.rule_id in CATALOGUE else None,
                    confidence=record_of(rule, records).confidence,
                    own=own,
                ),
            )
            for rule in chosen
        ]
        return conclude([*results, *_refused(source)])

    def _chosen(
        self, category: Category, rules: Sequence[str | ValidationRule] | None
    ) -> list[ValidationRule]:
        if rules is None:
            return list(self._select(category))
        known = {rule.rule_id: rule for rule in self._select(None, enabled_only=False)}
        given = [_named(rule, known) if isinstance(rule, str) else rule for rule in rules]
        return [rule for rule in given if rule.enabled and rule.category is category]


def record_of(rule: ValidationRule, learnt: Mapping[str, Record]) -> Record:
    """The whole record of a rule: its prior, and what was learnt since."""
    prior = PRIOR.get(rule.rule_id)
    start = Record(prior) if prior is not None else taken_at_its_word(rule.confidence_threshold)
    return start.plus(learnt.get(rule.rule_id, Record()))


def category_of(swea_type: str) -> Category:
    """The category with the name of a SWEA type; InvalidRequestError."""
    try:
        return Category(swea_type)
    except ValueError:
        known = ", ".join(category.value for category in Category)
        raise InvalidRequestError(f"no SWEA type named {swea_type!r}; known: {known}") from None


def _named(rule_id: str, known: Mapping[str, ValidationRule]) -> ValidationRule:
    if rule_id not in known:
        raise UnknownRuleError(rule_id, known)
    return known[rule_id]


def _patterns_of(rule: ValidationRule) -> tuple[str, ...]:
    return (*rule.required_patterns, *rule.prohibited_patterns, *rule.uncertainty_triggers)


def _language(path: str, category: Category) -> str | None:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix:
        return SUFFIXES.get(suffix)
    return "sql" if category is Category.DATABASE else "python"


def _read(code: str, path: str, category: Category, *, compiled: bool) -> Source | None:
    language = _language(path, category)
    if language == "python":
        return read_python(code, compiled=compiled)
    return read_sql(code) if language == "sql" else None


def _inspect(rule: ValidationRule, source: Source, masked: Masked) -> Inspection | None:
    """What the rule's structural check sees; None where the rule has none."""
    structural = CATALOGUE.get(rule.rule_id)
    try:
        if isinstance(structural, PythonRule):
            return structural.check(source) if isinstance(source, PythonSource) else Inspection(0)
        if isinstance(structural, SqlRule):
            return structural.check(source) if isinstance(source, SqlSource) else Inspection(0)
    except RecursionError:
        return Inspection(1, doubts=(_whole(masked, "the code nests too deeply to be judged"),))
    return None


def _whole(masked: Masked, message: str) -> Finding:
    end = masked.text.count("\n") + 1
    return Finding(line=1, column=1, end_line=end, end_column=1, message=message)


def _unreadable(error: UnreadableCodeError) -> ValidationResult:
    place = Finding(
        line=error.line,
        column=error.column,
        end_line=error.line,
        end_column=error.column,
        message=error.reason,
    )
    return ValidationResult(
        rule_id=READABLE,
        outcome=Outcome.CONFIDENT_REJECTION,
        confidence=1.0,
        reason=f"Line {error.line}: {error.reason}",
        findings=(place,),
    )


def _refused(source: Source) -> list[ValidationResult]:
    """SQL that may not run here may change anything: nobody can approve what it leaves."""
    if isinstance(source, PythonSource):
        return []
    return [
        _not_judged(f"Line {statement.line}: {message}") for statement, message in source.refused
    ]


def _not_judged(reason: str) -> ValidationResult:
    return ValidationResult(
        rule_id=READABLE, outcome=Outcome.UNCERTAIN, confidence=0.0, reason=reason
    )
