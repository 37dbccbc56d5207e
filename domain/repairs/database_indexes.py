"""DB002: an index on the columns of the foreign key, right after its table."""

from domain.errors import CannotRepairError
from domain.repairs.fixer import SqlFixer
from domain.repairs.sql_edit import insert, newline, quoted, statement_that_makes, words
from domain.review import Finding
from domain.rules.database_indexes import is_served
from domain.rules.sql_source import SqlSource


def fix(source: SqlSource, finding: Finding) -> str:
    """The finding points at the line of the first column of the key."""
    for table in source.tables:
        for key in table.foreign_keys:
            if key.line == finding.line and not is_served(table, key):
                statement = statement_that_makes(source, table.name, finding.line)
                columns = ", ".join(quoted(column) for column in key.columns)
                name = quoted("_".join(("idx", table.name, *key.columns)))
                last = words(source, statement)[-1]
                ends = "" if last.text == ";" else ";"
                line = f"CREATE INDEX IF NOT EXISTS {name} ON {quoted(table.name)} ({columns});"
                return insert(source, last.end, f"{ends}{newline(source)}{line}")
    raise CannotRepairError("the foreign key is not found", line=finding.line)


FIXER = SqlFixer("database_indexes", fix)
