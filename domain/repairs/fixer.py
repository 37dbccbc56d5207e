"""What a fixer is: it gets one finding of its rule and gives the text without it, or refuses."""

from collections.abc import Callable
from dataclasses import dataclass

from libcst import CSTValidationError, ParserSyntaxError

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.review import Finding
from domain.rules import CATALOGUE, PythonRule, SqlRule
from domain.rules.python_source import PythonSource, read_python
from domain.rules.sql_source import SqlSource, read_sql

MAX_FINDINGS = 20  # of one rule; with more it is another design, and no slip


@dataclass(frozen=True, slots=True)
class PythonFixer:
    """`fix` says in an `Edit` what has to change for one finding; CannotRepairError refuses."""

    rule_id: str
    fix: Callable[[Edit, Finding], None]


@dataclass(frozen=True, slots=True)
class SqlFixer:
    """`fix` gives the script without one finding; CannotRepairError refuses."""

    rule_id: str
    fix: Callable[[SqlSource, Finding], str]


Fixer = PythonFixer | SqlFixer


def fix_all(fixer: Fixer, text: str) -> str:
    """The text without any finding of the fixer's rule; all of them, or CannotRepairError.

    One finding after the other, each looked up anew, for a repair moves the lines below it.
    UnreadableCodeError where a repair broke the text.
    """
    before = MAX_FINDINGS + 1
    while True:
        left, fixed = _step(fixer, text)
        if not left:
            return text
        if left >= before:
            raise CannotRepairError("the repair of a place did not help, or there are too many")
        before, text = left, fixed


def _fix_python(fixer: PythonFixer, source: PythonSource, finding: Finding) -> str:
    try:
        edit = Edit(source)
        fixer.fix(edit, finding)
        return edit.text()
    except (ParserSyntaxError, CSTValidationError) as error:  # syntax that libcst does not know
        raise CannotRepairError("the place cannot be written", line=finding.line) from error


def _step(fixer: Fixer, text: str) -> tuple[int, str]:
    """How many findings there are, and the text without the first of them."""
    rule = CATALOGUE[fixer.rule_id]
    if isinstance(fixer, PythonFixer) and isinstance(rule, PythonRule):
        python = read_python(text)
        findings = rule.check(python).findings
        if not findings:
            return 0, text
        return len(findings), _fix_python(fixer, python, findings[0])
    if isinstance(fixer, SqlFixer) and isinstance(rule, SqlRule):
        script = read_sql(text)
        findings = rule.check(script).findings
        return len(findings), fixer.fix(script, findings[0]) if findings else text
    raise CannotRepairError("the rule reads another language")
