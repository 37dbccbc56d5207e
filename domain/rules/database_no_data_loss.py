r"""DB005: a schema script throws nothing away.

DROP TABLE, DROP COLUMN, and DELETE or UPDATE without a condition cost what nobody asked to lose.

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

ALWAYS = frozenset({"true", "false", "not", "null", "is", "and", "or", "=", "<", ">", "!"})


def check(source: SqlSource) -> Inspection:
    """Subjects: statements. What the script rebuilds itself, and some rows, are doubts."""
    findings: list[Finding] = []
    doubts: list[Finding] = []
    for statement in source.statements:
        message = _loss(statement)
        if message and _is_rebuilt(source, statement):
            doubts.append(source.finding(statement.line, message))
        elif message:
            line = statement.verb.line if statement.verb else statement.line
            findings.append(source.finding(line, message, Severity.CONVENTION))
        elif _may_lose(statement):
            doubts.append(source.finding(statement.line, "some rows that are there are removed"))
    return Inspection(len(source.statements), tuple(findings), tuple(doubts))


def _loss(statement: Statement) -> str | None:
    names = [token.name for token in statement.tokens]
    if names[:2] == ["drop", "table"]:
        return "DROP TABLE removes every row"
    if names[:2] == ["alter", "table"] and "drop" in names[3:6]:
        return "DROP COLUMN removes its values"
    verb = statement.verb.name if statement.verb else ""
    if verb in ("delete", "update") and _touches_all(statement):
        return f"{verb.upper()} without a condition touches every row"
    return None


def _touches_all(statement: Statement) -> bool:
    """No WHERE, or one that no row can fail: `WHERE 1`, `WHERE TRUE`, `WHERE id = id`."""
    depth, condition, found = 0, [], False
    for token in statement.tokens:
        depth += (token.text == "(") - (token.text == ")")
        if found:
            condition.append(token)
        elif depth == 0 and token.name == "where":
            found = True
    names = [token.name for token in condition if token.text not in ("(", ")", ";")]
    same = len(names) == 3 and names[1] == "=" and names[0] == names[2]  # noqa: PLR2004 - a = a
    return same or all(name in ALWAYS or name.isdigit() for name in names)


def _may_lose(statement: Statement) -> bool:
    """Some rows are deleted; `REPLACE` and `INSERT OR REPLACE` delete the one that is there."""
    verb = statement.verb.name if statement.verb else ""
    return verb in ("delete", "replace") or statement.words(3) == ("insert", "or", "replace")


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
