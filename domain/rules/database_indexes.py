r"""DB002: every foreign key has an index that begins with its columns.

SQLite makes none by itself: without it each delete of a parent reads the whole child table.

>>> from domain.rules.sql_source import read_sql
>>> table = "CREATE TABLE a (id INTEGER PRIMARY KEY,\n b INTEGER REFERENCES a (id));"
>>> check(read_sql(table + "\nCREATE INDEX i ON a (b);")).lines
()
>>> check(read_sql(table)).lines
(2,)
"""

from domain.rules.inspection import Category, Inspection, SqlRule, SqlSource, ValidationRule
from domain.rules.sql_source import ForeignKey, Table


def check(source: SqlSource) -> Inspection:
    """Subjects: tables; each of their foreign keys is looked at."""
    findings = tuple(
        source.finding(key.line, f"the foreign key ({', '.join(key.columns)}) has no index")
        for table in source.tables
        for key in table.foreign_keys
        if not is_served(table, key)
    )
    return Inspection(len(source.tables), findings)


def is_served(table: Table, key: ForeignKey) -> bool:
    """Whether an index begins with the columns of the key."""
    wanted = {name.casefold() for name in key.columns}
    leads = ({n.casefold() for n in index[: len(wanted)]} for index in table.indexes)
    return any(lead == wanted for lead in leads)


RULE = SqlRule(
    ValidationRule(
        rule_id="database_indexes",
        description="Every foreign key must have an index",
        category=Category.DATABASE,
        required_patterns=(r"(?i)\bCREATE\s+(?:UNIQUE\s+)?INDEX\b",),
        confidence_threshold=0.95,
    ),
    check,
)
