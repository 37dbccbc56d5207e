"""DB004: `IF NOT EXISTS` for what is created, `ON CONFLICT DO NOTHING` for rows that are given.

Refused: statements that have no such form, as ALTER TABLE, and rows that no key holds back.
"""

from domain.errors import CannotRepairError
from domain.repairs.fixer import SqlFixer
from domain.repairs.sql_edit import insert, words
from domain.review import Finding
from domain.rules.sql_source import TWICE, SqlSource

_KINDS = frozenset({"table", "index", "view", "trigger"})
_BETWEEN = frozenset({"temp", "temporary", "unique"})


def fix(source: SqlSource, finding: Finding) -> str:
    """The finding points at the line of the statement."""
    failing = [s for s, why in source.not_repeatable if s.line == finding.line and why != TWICE]
    if len(failing) != 1:
        raise CannotRepairError("no one statement of the line fails", line=finding.line)
    tokens = words(source, failing[0])
    names = [token.name for token in tokens]
    at = next((n for n, name in enumerate(names[1:], start=1) if name not in _BETWEEN), 0)
    if names[:1] == ["create"] and names[at] in _KINDS and names[at + 1] != "if":
        return insert(source, tokens[at].end, " IF NOT EXISTS")
    plain = not {"select", "conflict", "returning"} & set(names)
    if names[:2] == ["insert", "into"] and "values" in names and plain:
        end = tokens[-2] if tokens[-1].text == ";" else tokens[-1]
        return insert(source, end.end, " ON CONFLICT DO NOTHING")
    raise CannotRepairError("it has no form that can be run twice", line=finding.line)


FIXER = SqlFixer("database_repeatable", fix)
