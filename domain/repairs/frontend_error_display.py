"""FE002: the call is tried, a refusal counts as an error, and the error is shown.

Refused: clients whose errors are not known, and calls in the header of a block.
"""

import ast

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding
from domain.rules.api_answers import STATUSES
from domain.rules.api_errors import Fate, is_plain, of_refusal
from domain.rules.shown_errors import shows

ERRORS = {"httpx": "HTTPError", "requests": "RequestException"}
METHODS = frozenset({"get", "post", "put", "patch", "delete", "request", "head"})


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the call of the API."""
    call = edit.named(finding, ast.Call)
    if call is None:
        raise CannotRepairError("the call is not found", line=finding.line)
    page = edit.imported("streamlit")
    if page is None:
        raise CannotRepairError("streamlit is imported in parts", line=finding.line)
    attempt = _attempt(edit, call)
    if attempt is not None:
        catching = [h for h in attempt.handlers if _catches(edit, h, call)]
        if not catching:
            raise CannotRepairError("no handler catches what the call raises", line=call.lineno)
        for handler in catching:
            if not shows(edit.source, handler):
                _show(edit, handler, page)
        if is_plain(edit.source, call) and of_refusal(edit.source, call) is Fate.LOST:
            _raise_inside(edit, call)
    else:
        _try(edit, call, page)


def _raise_inside(edit: Edit, call: ast.Call) -> None:
    """The try that is there also gets to see a refused status."""
    statement = edit.statement_of(call)
    for line in _refusal(edit, call, statement):
        edit.insert_after(statement, edit.module.code_for_node(line).strip())


def _attempt(edit: Edit, call: ast.Call) -> ast.Try | None:
    """The nearest try whose body has the call."""
    child: ast.AST = call
    for ancestor in edit.source.ancestors(call):
        if isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return None
        if isinstance(ancestor, ast.Try) and child in ancestor.body and ancestor.handlers:
            return ancestor
        child = ancestor
    return None


def _catches(edit: Edit, handler: ast.ExceptHandler, call: ast.Call) -> bool:
    """Everything, or the errors of the library that is called."""
    library = edit.source.name(call.func).partition(".")[0]
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = [edit.source.name(kind) for kind in kinds if kind is not None]
    base = f"{library}.{ERRORS[library]}" if library in ERRORS else "Exception"
    return handler.type is None or bool({"Exception", "BaseException", base} & set(names))


def _show(edit: Edit, handler: ast.ExceptHandler, page: str) -> None:
    """The handler that is there says what it caught before it does what it does."""
    detail = f"{{{handler.name}}}" if handler.name else ""
    text = f'f"The request failed: {detail}"' if detail else '"The request failed."'
    new = edit.parsed(f"{page}.error({text})")
    twin = edit.twin(handler, cst.ExceptHandler)
    quiet = all(isinstance(s, ast.Pass) for s in handler.body)
    if not isinstance(twin.body, cst.IndentedBlock) and not quiet:
        raise CannotRepairError("the handler is written on one line", line=handler.lineno)

    def shown(old: cst.BaseSuite) -> cst.IndentedBlock:
        if quiet or not isinstance(old, cst.IndentedBlock):
            return cst.IndentedBlock(body=[new])
        return old.with_changes(body=[new, *old.body])

    edit.change(twin.body, shown)


def _try(edit: Edit, call: ast.Call, page: str) -> None:
    library = edit.source.name(call.func).partition(".")[0]
    last = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if library not in ERRORS or last not in METHODS:
        raise CannotRepairError("which errors this client raises is not known", line=call.lineno)
    local = ast.unparse(call.func).partition(".")[0]
    statement = edit.statement_of(call)
    if not isinstance(statement, ast.Expr | ast.Assign | ast.Return | ast.AnnAssign):
        raise CannotRepairError("the call is in the header of a block", line=call.lineno)
    handler = (
        f"try:\n    pass\nexcept {local}.{ERRORS[library]} as error:\n"
        f'    {page}.error(f"The request failed: {{error}}")\n    {page}.stop()\n'
    )
    made = cst.ensure_type(edit.parsed(handler), cst.Try)
    inside_raise = _refusal(edit, call, statement)
    block, at = edit.line_of(statement)

    def tried(old: cst.IndentedBlock | cst.Module) -> cst.CSTNode:
        line = old.body[at]
        body = cst.IndentedBlock(body=[line.with_changes(leading_lines=()), *inside_raise])
        new = made.with_changes(body=body, leading_lines=line.leading_lines)  # type: ignore[attr-defined]  # every statement has them
        return old.with_changes(body=[*old.body[:at], new, *old.body[at + 1 :]])

    edit.change(block, tried)


def _refusal(
    edit: Edit, call: ast.Call, statement: ast.stmt
) -> list[cst.BaseStatement | cst.SimpleStatementLine]:
    """A 4xx or 5xx answer raises too: only then it is shown."""
    scope = edit.source.function_of(call) or edit.source.tree
    if any(
        isinstance(n, ast.Attribute) and n.attr == "raise_for_status"
        for n in edit.source.walk(statement)
    ):
        return []
    if isinstance(statement, ast.Assign) and statement.value is call:
        name = ast.unparse(statement.targets[0])
        looked = any(
            isinstance(n, ast.Attribute) and n.attr in STATUSES and ast.unparse(n.value) == name
            for n in edit.source.walk(scope)
        )
        if looked:
            raise CannotRepairError("its status has a meaning of its own", line=call.lineno)
        asked = any(
            ast.unparse(c.func) == f"{name}.raise_for_status"
            for c in edit.source.within(scope, ast.Call)
        )
        if asked:
            raise CannotRepairError("its answer is asked outside of a try", line=call.lineno)
        return [edit.parsed(f"{name}.raise_for_status()")]
    raised = cst.parse_expression("x.raise_for_status()")
    twin = edit.twin(call, cst.Call)
    if isinstance(statement, ast.Expr) and statement.value is call:
        edit.change(twin, lambda old: raised.with_deep_changes(raised.func, value=old))  # type: ignore[attr-defined]  # a call
        return []
    if edit.source.name(call.func).startswith("httpx."):  # its raise_for_status gives the answer
        edit.change(twin, lambda old: raised.with_deep_changes(raised.func, value=old))  # type: ignore[attr-defined]  # a call
        return []
    raise CannotRepairError("its answer is used before it is known to be one", line=call.lineno)


FIXER = PythonFixer("frontend_error_display", fix)
