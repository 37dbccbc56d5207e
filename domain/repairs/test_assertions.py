"""TE004: a comparison that stands alone was meant as an assertion; so was `assert (x, "text")`.

Refused: a test that compares nothing. What it should expect is known to its author only.
"""

import ast

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the test, or at an assertion that always holds."""
    idle = edit.named(finding, ast.Assert)
    if idle is not None:
        _unpack(edit, idle)
        return
    test = edit.named(finding, ast.FunctionDef, ast.AsyncFunctionDef)
    if test is None:
        raise CannotRepairError("the test is not found", line=finding.line)
    compared = [s for s in edit.source.within(test, ast.Expr) if isinstance(s.value, ast.Compare)]
    if not compared:
        raise CannotRepairError("what the test should expect is not known", line=finding.line)
    for statement in compared:
        twin = edit.twin(statement, cst.Expr)
        edit.change(twin, lambda old: cst.Assert(old.value, semicolon=old.semicolon))


def _unpack(edit: Edit, idle: ast.Assert) -> None:
    """`assert (x, "message")` always holds: the message belongs behind a comma."""
    pair = idle.test.elts if isinstance(idle.test, ast.Tuple) else []
    message = pair[1] if len(pair) == 2 else None  # noqa: PLR2004 - a condition and its message
    if not isinstance(message, ast.Constant | ast.JoinedStr):
        raise CannotRepairError("what it should assert is not known", line=idle.lineno)
    if isinstance(pair[0], ast.Constant):
        raise CannotRepairError("it would still always hold", line=idle.lineno)
    twin = edit.twin(idle, cst.Assert)

    def unpacked(old: cst.Assert) -> cst.Assert:
        inside = old.test
        assert isinstance(inside, cst.Tuple)  # noqa: S101 - twins are of one kind
        test, text = (element.value for element in inside.elements)
        space = cst.SimpleWhitespace(" ")
        return cst.Assert(
            test, msg=text, comma=cst.Comma(whitespace_after=space), semicolon=old.semicolon
        )

    edit.change(twin, unpacked)


FIXER = PythonFixer("test_assertions", fix)
