"""BE001: a session is closed by `with`; a generator gets or loses its @contextmanager.

Refused: a session that is used outside of its block, returned, or opened in async code.
"""

import ast

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.repairs.with_statements import close_by_with
from domain.review import Finding
from domain.rules.backend_context_manager import CONTEXT_MANAGERS
from domain.rules.python_source import Function
from domain.rules.sessions import opened


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at an opened session, a generator, or a use of one by Depends."""
    generator = next((f for f in edit.source.functions() if edit.points_at(finding, f)), None)
    if generator is not None:
        _manage(edit, generator)
        return
    call = edit.named(finding, ast.Call)
    if call in edit.source.derive(opened) and call is not None:
        close_by_with(edit, call)
    elif call is not None and call.args and isinstance(call.args[0], ast.Name):
        _leave_plain(edit, call.args[0].id)
    else:
        raise CannotRepairError("the place is not found", line=finding.line)


def _manage(edit: Edit, function: Function) -> None:
    is_async = isinstance(function, ast.AsyncFunctionDef)
    local = edit.need("contextlib", "asynccontextmanager" if is_async else "contextmanager")
    new = cst.Decorator(cst.Name(local))
    twin = edit.twin(function, cst.FunctionDef)
    edit.change(twin, lambda old: old.with_changes(decorators=[new, *old.decorators]))


def _leave_plain(edit: Edit, name: str) -> None:
    """Depends wants the generator itself; a `with` elsewhere would miss the decorator."""
    source = edit.source
    for call in source.of(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id == name:
            raise CannotRepairError(f"{name} is called elsewhere", line=call.lineno)
    function = next((f for f in source.functions() if f.name == name), None)
    if function is None:
        raise CannotRepairError(f"{name} is made elsewhere")
    if len(function.decorator_list) != 1:
        raise CannotRepairError(f"{name} is decorated in another way", line=function.lineno)
    if not source.name(function.decorator_list[0]).endswith(CONTEXT_MANAGERS):
        raise CannotRepairError(f"{name} is decorated in another way", line=function.lineno)
    twin = edit.twin(function, cst.FunctionDef)

    def plain(old: cst.FunctionDef) -> cst.FunctionDef:
        kept = [*old.leading_lines, *old.decorators[0].leading_lines]
        return old.with_changes(decorators=[], leading_lines=kept)

    edit.change(twin, plain)


FIXER = PythonFixer("backend_context_manager", fix)
