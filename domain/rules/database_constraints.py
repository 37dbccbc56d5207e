r"""DB003: what a table promises can be kept: foreign keys reach a key, columns have a type.

A foreign key to a table or column that does not exist, or that is not unique, makes every write
fail once `PRAGMA foreign_keys` is on. A column without a type takes everything.

>>> from domain.rules.sql_source import read_sql
>>> check(read_sql("CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES a (id));")).lines
()
>>> check(read_sql("CREATE TABLE a (id INTEGER PRIMARY KEY,\n b INT REFERENCES c (id));")).lines
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
from domain.rules.sql_source import ForeignKey, Table


def check(source: SqlSource) -> Inspection:
    """Subjects: tables; each foreign key and each column of them is looked at."""
    findings: list[Finding] = []
    doubts: list[Finding] = []
    for table in source.tables:
        for key in table.foreign_keys:
            problem = _problem(source, key)
            if problem and source.table(key.parent) is None and source.refused:
                doubts.append(source.finding(key.line, problem))
            elif problem:
                findings.append(source.finding(key.line, problem))
        findings += _loose_columns(source, table)
    return Inspection(len(source.tables), tuple(findings), tuple(doubts))


def _problem(source: SqlSource, key: ForeignKey) -> str | None:
    pointing = f"the foreign key ({', '.join(key.columns)}) points at {key.parent}"
    parent = source.table(key.parent)
    if parent is None:
        return f"{pointing}, which is not created here"
    reached = [c.casefold() for c in key.parent_columns or parent.primary_key]
    known = {c.name.casefold() for c in parent.columns}
    missing = [c for c in reached if c not in known]
    if missing or not reached:
        return f"{pointing}.{', '.join(missing)}, which does not exist"
    if set(reached) not in [{c.casefold() for c in unique} for unique in parent.unique]:
        return f"{pointing}.{', '.join(reached)}, which is not unique"
    return None


def _loose_columns(source: SqlSource, table: Table) -> list[Finding]:
    return [
        source.finding(c.line, f"the column {c.name} has no type", Severity.CONVENTION)
        for c in table.columns
        if not c.declared_type
    ]


RULE = SqlRule(
    ValidationRule(
        rule_id="database_constraints",
        description="Foreign keys must reach a key, and columns must have a type",
        category=Category.DATABASE,
        required_patterns=(r"(?i)\b(?:NOT\s+NULL|UNIQUE|CHECK|REFERENCES|PRIMARY\s+KEY)\b",),
        prohibited_patterns=(r"(?i)\bPRAGMA\s+ignore_check_constraints\s*=\s*(?:1|on|true)\b",),
        confidence_threshold=0.95,
    ),
    check,
)
