"""DB001: the column `id` becomes the primary key; a table without one gets it in front.

Refused: a table that a query makes, and one that some other statement fills by position.
"""

from domain.errors import CannotRepairError
from domain.repairs.fixer import SqlFixer
from domain.repairs.sql_edit import indentation, insert, newline, parts, statement_that_makes
from domain.review import Finding
from domain.rules.sql_source import SqlSource

_ENDS = frozenset(
    {"constraint", "not", "null", "unique", "check", "default", "references", "collate"}
)


def fix(source: SqlSource, finding: Finding) -> str:
    """The finding points at the line of the table."""
    tables = [t for t in source.tables if t.line == finding.line and not t.primary_key]
    if len(tables) != 1:
        raise CannotRepairError("which table is meant is not certain", line=finding.line)
    statement = statement_that_makes(source, tables[0].name, finding.line)
    columns = parts(source, statement)
    own = next((part for part in columns if part.name == "id"), None)
    if own is None:
        first = columns[0].words[0].start
        before = indentation(source, first)
        between = newline(source) + before if before else " "
        return insert(source, first, f"id INTEGER PRIMARY KEY,{between}")
    after = own.words[0]
    for word in own.words[1:]:
        if word.depth == 1 and word.name in _ENDS:
            break
        after = word
    return insert(source, after.end, " PRIMARY KEY")


FIXER = SqlFixer("database_primary_key", fix)
