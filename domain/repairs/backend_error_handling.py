"""BE003: what a broad handler catches is logged and raised again; a missing row answers 404.

Refused: a handler that goes on with a value of its own (who reads it counts on that), and a
missing row outside of a route (what it means is known to the caller only).
"""

import ast
from collections.abc import Iterator

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding
from domain.rules.backend_error_handling import LOG_CALLS
from domain.rules.fastapi_routes import is_handler
from domain.rules.python_source import SCOPES, PythonSource

LOGGER_MAKERS = ("logging.getLogger", "structlog.get_logger")


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at a handler, or at the first use of a row."""
    handler = edit.named(finding, ast.ExceptHandler)
    if handler is not None:
        _raise_again(edit, handler)
        return
    use = edit.named(finding, ast.Attribute)
    if use is None or not isinstance(use.value, ast.Name):
        raise CannotRepairError("the row is not found", line=finding.line)
    _test_row(edit, use, use.value.id)


def _raise_again(edit: Edit, handler: ast.ExceptHandler) -> None:
    if any(isinstance(a, ast.For | ast.While) for a in _within_function(edit, handler)):
        raise CannotRepairError("the loop goes on with the next", line=handler.lineno)
    last = handler.body[-1]
    quiet = all(isinstance(s, ast.Pass) for s in handler.body)
    kept = handler.body if not isinstance(last, ast.Pass | ast.Return) else handler.body[:-1]
    if isinstance(last, ast.Return) and not _is_constant(last.value):
        raise CannotRepairError("the handler answers with a value", line=last.lineno)
    for statement in kept:
        if not isinstance(statement, ast.Expr):
            reason = "the handler goes on with a value of its own"
            raise CannotRepairError(reason, line=statement.lineno)
    logs = any(_last(call) in LOG_CALLS for call in edit.source.within(handler, ast.Call))
    new = [] if logs else [edit.parsed(_log_line(edit, handler))]
    new.append(edit.parsed("raise"))
    twin = edit.twin(handler, cst.ExceptHandler)
    if isinstance(twin.body, cst.IndentedBlock) and len(twin.body.body) == len(handler.body):
        count = 0 if quiet else len(kept)
        edit.change(twin.body, lambda b: b.with_changes(body=[*b.body[:count], *new]))
    elif quiet:  # except Exception: pass
        edit.change(twin.body, lambda _: cst.IndentedBlock(body=new))
    else:
        raise CannotRepairError("its statements share a line", line=handler.lineno)


def _within_function(edit: Edit, handler: ast.ExceptHandler) -> Iterator[ast.AST]:
    """What is around the handler, up to its function."""
    for ancestor in edit.source.ancestors(handler):
        if isinstance(ancestor, SCOPES):
            return
        yield ancestor


def _is_constant(value: ast.expr | None) -> bool:
    named = ast.Name | ast.Call | ast.Attribute
    return value is None or not any(isinstance(n, named) for n in ast.walk(value))


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _log_line(edit: Edit, handler: ast.ExceptHandler) -> str:
    function = edit.source.function_of(handler)
    what = f"{function.name} failed" if function is not None else "this failed"
    logger = _logger(edit.source) or edit.need("logging")
    return f'{logger}.exception("{what}")'


def _logger(source: PythonSource) -> str | None:
    for assign in source.of(ast.Assign):
        made, target = assign.value, assign.targets[0]
        if (
            source.scope_of(assign) is None
            and isinstance(made, ast.Call)
            and source.name(made.func) in LOGGER_MAKERS
            and isinstance(target, ast.Name)
        ):
            return target.id
    return None


def _test_row(edit: Edit, use: ast.Attribute, name: str) -> None:
    source = edit.source
    function = source.function_of(use)
    if function is None or not is_handler(source, function):
        raise CannotRepairError("what a missing row means is not known here", line=use.lineno)
    found = [
        assign
        for assign in source.within(function, ast.Assign)
        if isinstance(assign.targets[0], ast.Name)
        and assign.targets[0].id == name
        and assign.lineno < use.lineno
    ]
    if len(found) != 1 or len(found[0].targets) > 1:
        raise CannotRepairError(f"{name} is bound more than once", line=use.lineno)
    error = edit.need("fastapi", "HTTPException")
    edit.insert_after(
        found[0],
        f"if {name} is None:\n"
        f'    raise {error}(status_code=404, detail="{_label(found[0].value)} not found")',
    )


def _label(value: ast.expr) -> str:
    """`Item` of `db.get(Item, key)`."""
    call = value.value if isinstance(value, ast.Await) else value
    given = call.args[0] if isinstance(call, ast.Call) and call.args else None
    return given.id if isinstance(given, ast.Name) else "Row"


FIXER = PythonFixer("backend_error_handling", fix)
