"""DB005: a table that the script makes anew is left as it is: no DROP, `IF NOT EXISTS`.

Refused: DROP of a table that is not made again, DELETE and UPDATE without WHERE.
"""

from domain.errors import CannotRepairError
from domain.repairs.fixer import SqlFixer
from domain.repairs.sql_edit import statement_that_makes, words
from domain.review import Finding
from domain.rules.sql_source import SqlSource


def fix(source: SqlSource, finding: Finding) -> str:
    """The finding points at the line of the statement."""
    lossy = [s for s in source.statements if s.line == finding.line]
    if len(lossy) != 1 or lossy[0].words(2) != ("drop", "table"):
        raise CannotRepairError(
            "which rows should go is known to its author only", line=finding.line
        )
    dropped = words(source, lossy[0])
    name = dropped[-2 if dropped[-1].text == ";" else -1].name
    made = statement_that_makes(source, name, finding.line)
    if source.statements.index(made) < source.statements.index(lossy[0]):
        raise CannotRepairError("the table is not made again", line=finding.line)
    create = words(source, made)
    text = source.text
    at = create[1 if create[1].name == "table" else 2]
    if [w.name for w in create[2:5]] != ["if", "not", "exists"]:
        text = f"{text[: at.end]} IF NOT EXISTS{text[at.end :]}"
    return _without(text, dropped[0].start, dropped[-1].end)


def _without(text: str, start: int, end: int) -> str:
    """The whole line where nothing else stands on it."""
    line = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    alone = not text[line:start].strip() and after >= 0 and not text[end:after].strip()
    return text[:line] + text[after + 1 :] if alone else text[:start] + text[end:].lstrip(" ")


FIXER = SqlFixer("database_no_data_loss", fix)
