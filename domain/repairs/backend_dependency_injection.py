"""BE005: the session comes from `Depends(get_db)`, where the module has such a function.

Refused: a module without one, a call with arguments, a session that the route opens in another
way than by an assignment or a `with` of its own.
"""

import ast

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding
from domain.rules.python_source import Function
from domain.rules.sessions import opened

PROVIDERS = ("get_db", "get_session")


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at Depends, at a parameter, or at a session that the route opens."""
    parameter = edit.named(finding, ast.arg)
    if parameter is not None:
        _inject(edit, parameter)
        return
    call = edit.named(finding, ast.Call)
    if call is None:
        raise CannotRepairError("the place is not found", line=finding.line)
    if call in edit.source.derive(opened):
        _take_from_outside(edit, call)
        return
    given = call.args[0] if call.args else None
    if not isinstance(given, ast.Call) or given.args or given.keywords:
        raise CannotRepairError("it is called with arguments", line=finding.line)
    edit.put(given, ast.unparse(given.func), cst.Call)


def _provider(edit: Edit, line: int) -> str:
    """The one function of the module that gives sessions."""
    known = {f.name for f in edit.source.functions()} | set(edit.source.imports)
    found = [name for name in PROVIDERS if name in known]
    if len(found) != 1:
        raise CannotRepairError("the module has no get_db or get_session to depend on", line=line)
    return found[0]


def _inject(edit: Edit, parameter: ast.arg) -> None:
    provider = _provider(edit, parameter.lineno)
    depends = edit.need("fastapi", "Depends")
    function = edit.source.function_of(parameter)
    assert function is not None  # noqa: S101 - a parameter has one
    plain = [*function.args.posonlyargs, *function.args.args]
    default = cst.parse_expression(f"{depends}({provider})")
    twin = edit.twin(parameter, cst.Param)
    last_without = max(
        (n for n, _ in enumerate(plain) if n < len(plain) - len(function.args.defaults)), default=-1
    )
    if parameter in plain and plain.index(parameter) < last_without:
        _annotate(edit, parameter, f"{depends}({provider})")
        return
    around = cst.AssignEqual(cst.SimpleWhitespace(" "), cst.SimpleWhitespace(" "))
    edit.change(twin, lambda old: old.with_changes(default=default, equal=around))


def _annotate(edit: Edit, parameter: ast.arg, depends: str) -> None:
    """A default in front of parameters without one is no Python: `Annotated` needs none."""
    annotated = edit.need("typing", "Annotated")
    assert parameter.annotation is not None  # noqa: S101 - the rule knows it by its annotation
    shown = ast.unparse(parameter.annotation)
    edit.put(parameter.annotation, f"{annotated}[{shown}, {depends}]")


def _take_from_outside(edit: Edit, call: ast.Call) -> None:
    """The session that the route opens becomes a parameter of it."""
    source = edit.source
    handler = source.function_of(call)
    assert handler is not None  # noqa: S101 - the rule says that a handler opens it
    provider = _provider(edit, call.lineno)
    opening = edit.statement_of(call)
    if opening not in handler.body or isinstance(handler, ast.AsyncFunctionDef):
        raise CannotRepairError("it is opened deeper inside of the route", line=call.lineno)
    name = _bound(call, opening)
    if name in {a.arg for a in source.within(handler, ast.arg)} | {
        a.arg for a in handler.args.args
    }:
        raise CannotRepairError(f"{name} is a parameter already", line=call.lineno)
    _refuse_other_values(edit, handler, name, call)
    if handler.args.vararg or handler.args.kwonlyargs or handler.args.kwarg:
        raise CannotRepairError("the parameters of the route are not plain", line=handler.lineno)
    session = edit.need("sqlalchemy.orm", "Session")
    depends = edit.need("fastapi", "Depends")
    block, at = edit.line_of(opening)
    following = handler.body[handler.body.index(opening) + 1 :]
    edit.change(block, lambda old: _without_opening(old, at, opening, name, following))
    signature = cst.parse_module(f"def f({name}: {session} = {depends}({provider})): ...").body[0]
    assert isinstance(signature, cst.FunctionDef)  # noqa: S101 - it says so
    parameter = signature.params.params[0]
    twin = edit.twin(handler, cst.FunctionDef)
    edit.change(twin.params, lambda old: _with_parameter(old, parameter))


def _bound(call: ast.Call, opening: ast.stmt) -> str:
    if isinstance(opening, ast.With) and len(opening.items) == 1:
        given = opening.items[0]
        if given.context_expr is call and isinstance(given.optional_vars, ast.Name):
            return given.optional_vars.id
    if isinstance(opening, ast.Assign) and opening.value is call and len(opening.targets) == 1:
        target = opening.targets[0]
        if isinstance(target, ast.Name):
            return target.id
    raise CannotRepairError("it is not bound to one name", line=call.lineno)


def _refuse_other_values(edit: Edit, handler: Function, name: str, call: ast.Call) -> None:
    stores = [
        n
        for n in edit.source.within(handler, ast.Name)
        if n.id == name and not isinstance(n.ctx, ast.Load)
    ]
    if len(stores) != 1:
        raise CannotRepairError(f"{name} is bound more than once", line=call.lineno)
    if call.args or call.keywords:
        raise CannotRepairError("it is opened with arguments", line=call.lineno)


def _without_opening(
    block: cst.IndentedBlock, at: int, opening: ast.stmt, name: str, following: list[ast.stmt]
) -> cst.IndentedBlock:
    before, after = list(block.body[:at]), list(block.body[at + 1 :])
    if isinstance(opening, ast.With):
        inner = block.body[at]
        assert isinstance(inner, cst.With)  # noqa: S101 - twins are of one kind
        if not isinstance(inner.body, cst.IndentedBlock):
            raise CannotRepairError("the with is written on one line", line=opening.lineno)
        return block.with_changes(body=[*before, *inner.body.body, *after])
    for number, statement in enumerate(following):
        if isinstance(statement, ast.Try) and _only_closes(statement, name):
            attempt = after[number]
            assert isinstance(attempt, cst.Try)  # noqa: S101 - twins are of one kind
            after[number : number + 1] = _unpacked(attempt)
        elif isinstance(statement, ast.Expr) and ast.unparse(statement) == f"{name}.close()":
            del after[number]
        elif any(
            isinstance(n, ast.Attribute) and n.attr == "close" and ast.unparse(n.value) == name
            for n in ast.walk(statement)
        ):
            raise CannotRepairError(f"the route closes {name} itself", line=statement.lineno)
        else:
            continue
        break
    if not after:
        raise CannotRepairError("nothing follows that uses it", line=opening.lineno)
    return block.with_changes(body=[*before, *after])


def _only_closes(attempt: ast.Try, name: str) -> bool:
    """`try: … finally: db.close()`: the provider does the same."""
    plain = not attempt.handlers and not attempt.orelse and len(attempt.finalbody) == 1
    return plain and ast.unparse(attempt.finalbody[0]) == f"{name}.close()"


def _unpacked(attempt: cst.Try) -> list[cst.BaseStatement | cst.SimpleStatementLine]:
    if not isinstance(attempt.body, cst.IndentedBlock):
        raise CannotRepairError("the try is written on one line")
    return list(attempt.body.body)


def _with_parameter(old: cst.Parameters, parameter: cst.Param) -> cst.Parameters:
    params = list(old.params)
    if params:
        last = params[-1]
        if isinstance(last.comma, cst.Comma):
            between = params[-2].comma if len(params) > 1 else cst.MaybeSentinel.DEFAULT
            params[-1] = last.with_changes(comma=between)
            parameter = parameter.with_changes(comma=last.comma)
    return old.with_changes(params=[*params, parameter])


FIXER = PythonFixer("backend_dependency_injection", fix)
