"""DB003: a column without a type gets the one that the rest of the script implies.

Implied by what it refers to, by its default, or by being the key of rows. Refused: every other
column, and a foreign key that reaches nothing (what it should reach is a guess).
"""

from domain.errors import CannotRepairError
from domain.repairs.fixer import SqlFixer
from domain.repairs.sql_edit import Part, insert, parts, statement_that_makes
from domain.review import Finding
from domain.rules.sql_source import SqlSource, Table


def fix(source: SqlSource, finding: Finding) -> str:
    """The finding points at the line of the column."""
    for table in source.tables:
        for column in table.columns:
            if column.line == finding.line and not column.declared_type:
                statement = statement_that_makes(source, table.name, finding.line)
                name = column.name.casefold()
                part = next((p for p in parts(source, statement) if p.name == name), None)
                kind = _implied(source, table, column.name, part) if part else None
                if part is None or kind is None:
                    break
                return insert(source, part.words[0].end, f" {kind}")
    raise CannotRepairError("what is meant is known to its author only", line=finding.line)


def _implied(source: SqlSource, table: Table, name: str, part: Part) -> str | None:
    for key in table.foreign_keys:
        if name in key.columns:
            parent = source.table(key.parent)
            reached = key.parent_columns or (parent.primary_key if parent else ())
            known = {c.name.casefold(): c.declared_type for c in parent.columns} if parent else {}
            return known.get(reached[key.columns.index(name)].casefold()) if reached else None
    names = [word.name for word in part.words]
    if "default" in names and names.index("default") + 1 < len(names):
        value = part.words[names.index("default") + 1].text
        if value.isdigit():
            return "INTEGER"
        return "TEXT" if value.startswith("'") else None
    return "INTEGER" if name.casefold() == "id" and table.primary_key == (name,) else None


FIXER = SqlFixer("database_constraints", fix)
