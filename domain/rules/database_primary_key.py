r"""DB001: every table has a primary key. Rows without one cannot be addressed by the routes.

>>> from domain.rules.sql_source import read_sql
>>> check(read_sql("CREATE TABLE a (id INTEGER PRIMARY KEY);")).lines
()
>>> check(read_sql("CREATE TABLE a (x INT);")).lines
(1,)
"""

from domain.rules.inspection import Category, Inspection, SqlRule, SqlSource, ValidationRule


def check(source: SqlSource) -> Inspection:
    """Subjects: tables, as SQLite has them at the end of the script."""
    findings = tuple(
        source.finding(table.line, f"the table {table.name} has no primary key")
        for table in source.tables
        if not table.primary_key
    )
    return Inspection(len(source.tables), findings)


RULE = SqlRule(
    ValidationRule(
        rule_id="database_primary_key",
        description="Every table must have a primary key",
        category=Category.DATABASE,
        required_patterns=(r"(?i)\bPRIMARY\s+KEY\b",),
        confidence_threshold=0.95,
    ),
    check,
)
