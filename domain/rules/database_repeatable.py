r"""DB004: the script can be run twice, and the second time changes nothing.

A deployment runs its schema again and again. `IF NOT EXISTS` makes that safe.

>>> from domain.rules.sql_source import read_sql
>>> check(read_sql("CREATE TABLE IF NOT EXISTS a (id INTEGER PRIMARY KEY);")).lines
()
>>> check(read_sql("CREATE TABLE a (id INTEGER PRIMARY KEY);")).lines
(1,)
"""

from domain.rules.inspection import (
    Category,
    Inspection,
    Severity,
    SqlRule,
    SqlSource,
    ValidationRule,
)
from domain.rules.sql_statements import Statement


def check(source: SqlSource) -> Inspection:
    """Subjects: statements that create something."""
    made = [s for s in source.statements if s.words(1) == ("create",)]
    findings = tuple(
        source.finding(_line(statement), f"run again: {message}", Severity.CONVENTION)
        for statement, message in source.not_repeatable
    )
    return Inspection(len(made), findings)


def _line(statement: Statement) -> int:
    return statement.verb.line if statement.verb else statement.line


RULE = SqlRule(
    ValidationRule(
        rule_id="database_repeatable",
        description="The schema script must run twice without a failure",
        category=Category.DATABASE,
        required_patterns=(r"(?i)\bIF\s+NOT\s+EXISTS\b",),
        confidence_threshold=0.90,
    ),
    check,
)
