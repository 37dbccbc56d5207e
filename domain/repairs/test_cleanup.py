"""TE003: what a fixture opens is closed by `with`; an override is taken back after the yield.

Refused: an override in a fixture that returns, for nothing runs after it.
"""

import ast

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.repairs.with_statements import close_by_with
from domain.review import Finding
from domain.rules.pytest_functions import fixtures
from domain.rules.sessions import opened

CLOSED_BY_WITH = ("open", "io.open", "tempfile.NamedTemporaryFile")


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at what is opened, or at the override."""
    override = edit.named(finding, ast.Assign)
    if override is not None:
        _take_back(edit, override)
        return
    call = edit.named(finding, ast.Call)
    if call is None:
        raise CannotRepairError("the place is not found", line=finding.line)
    if call not in edit.source.derive(opened) and edit.source.name(call.func) not in CLOSED_BY_WITH:
        raise CannotRepairError("how it is taken down is not known", line=call.lineno)
    close_by_with(edit, call)


def _take_back(edit: Edit, override: ast.Assign) -> None:
    source = edit.source
    function = source.function_of(override)
    target = override.targets[0]
    if function is None or not isinstance(target, ast.Subscript):
        raise CannotRepairError("the override is not found", line=override.lineno)
    undo = f"{ast.unparse(target.value)}.pop({ast.unparse(target.slice)}, None)"
    if function in source.derive(fixtures):
        _after_the_yield(edit, function, override, undo)
    else:
        _in_a_finally(edit, override, undo)


def _after_the_yield(
    edit: Edit, function: ast.FunctionDef | ast.AsyncFunctionDef, override: ast.Assign, undo: str
) -> None:
    yields = list(edit.source.within(function, ast.Yield))
    if len(yields) != 1:
        raise CannotRepairError("nothing runs after this fixture", line=override.lineno)
    edit.insert_after(function.body[-1], undo)


def _in_a_finally(edit: Edit, override: ast.Assign, undo: str) -> None:
    """In a test the rest of the block is tried, for an assertion may end it."""
    siblings = edit.statements(override)
    if siblings[-1] is override:
        raise CannotRepairError("nothing follows the override", line=override.lineno)
    block, at = edit.line_of(override)
    made = edit.parsed(f"try:\n    pass\nfinally:\n    {undo}")
    assert isinstance(made, cst.Try)  # noqa: S101 - it says so

    def tried(old: cst.IndentedBlock) -> cst.IndentedBlock:
        inside = cst.IndentedBlock(body=list(old.body[at + 1 :]))
        return old.with_changes(body=[*old.body[: at + 1], made.with_changes(body=inside)])

    edit.change(block, tried)


FIXER = PythonFixer("test_cleanup", fix)
