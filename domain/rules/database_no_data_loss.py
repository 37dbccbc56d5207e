r"""DB005: a schema script throws nothing away.

DROP TABLE, and DELETE or UPDATE without WHERE, cost rows that nobody asked to lose.

>>> from domain.rules.sql_source import read_sql
>>> check(read_sql("CREATE TABLE a (x INT);")).lines
()
>>> check(read_sql("CREATE TABLE a (x INT);\nDELETE FROM a;")).lines
(2,)
"""

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    Severity,
    SqlRule,
    SqlSource,
    ValidationRule,
)
from domain.rules.sql_statements import Statement


def check(source: SqlSource) -> Inspection:
    """Subjects: statements. Dropping what the script itself rebuilds is a matter of doubt."""
    findings: list[Finding] = []
    doubts: list[Finding] = []
    for statement in source.statements:
        message = _loss(statement)
        if message and _is_rebuilt(source, statement):
            doubts.append(source.finding(statement.line, message))
        elif message:
            findings.append(source.finding(statement.line, message, Severity.CONVENTION))
    return Inspection(len(source.statements), tuple(findings), tuple(doubts))


def _loss(statement: Statement) -> str | None:
    words = statement.words(2)
    if words == ("drop", "table"):
        return "DROP TABLE removes every row"
    unlimited = not any(t.name == "where" for t in statement.tokens)
    if unlimited and (words == ("delete", "from") or words[:1] == ("update",)):
        return f"{words[0].upper()} without WHERE touches every row"
    return None


def _is_rebuilt(source: SqlSource, dropped: Statement) -> bool:
    """The usual way to alter a table in SQLite: copy, drop, rename."""
    if dropped.words(2) != ("drop", "table"):
        return False
    return any(
        s.words(2) == ("alter", "table") and "rename" in s.text.lower() for s in source.statements
    )


RULE = SqlRule(
    ValidationRule(
        rule_id="database_no_data_loss",
        description="A schema script must not throw rows away",
        category=Category.DATABASE,
        prohibited_patterns=(r"(?i)\bDROP\s+DATABASE\b",),
        confidence_threshold=0.95,
    ),
    check,
)
