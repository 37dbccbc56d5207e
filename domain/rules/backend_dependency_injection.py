r"""BE005: a route gets its session by Depends, and Depends gets a function, not its result.

A handler that opens its own session cannot be tested with another database. `Depends(get_db())`
calls the dependency once, when the module is imported.

>>> from domain.rules.python_source import read_python
>>> check(read_python("def f(db = Depends(get_db)): ...")).lines
()
>>> check(read_python("def f(db = Depends(get_db())): ...")).lines
(1,)
"""

import ast
import re

from domain.rules.fastapi_routes import annotation_and_default, is_handler, routes
from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.sessions import opened

DEPENDENCIES = ("get_db", "get_session", "session_dependency", "get_async_session")
SCOPE = re.compile(
    r"^(?:get_|open_|new_|make_)?(?:async_)?(?:db|database|session|connection|unit_of_work|uow)"
    r"(?:_scope|_context|_manager|_ctx)?$|^UnitOfWork$|^(?:Db|DB|Database)?Session(?:Scope|Context)?$"
)
SESSIONS = ("Session", "AsyncSession")


def check(source: PythonSource) -> Inspection:
    """Subjects: uses of Depends, sessions opened by handlers, session parameters of handlers."""
    depends = [call for call in source.of(ast.Call) if source.name(call.func).endswith("Depends")]
    findings = [f for call in depends if (f := _judge(source, call)) is not None]
    own = [
        call
        for call in (*source.derive(opened), *_entered(source))
        if is_handler(source, source.function_of(call) or call)
    ]
    findings += [
        source.finding(c, "the route opens a session of its own", Severity.CONVENTION) for c in own
    ]
    called = _called_dependencies(source)
    findings += [
        source.finding(c, "the route calls its dependency itself", Severity.CONVENTION)
        for c in called
    ]
    parameters = _session_parameters(source)
    findings += [f for _, f in parameters if f is not None]
    findings.sort(key=lambda f: f.line)
    return Inspection(len(depends) + len(own) + len(called) + len(parameters), tuple(findings))


def _entered(source: PythonSource) -> list[ast.Call]:
    """`with session_scope() as db:`, a context manager that opens a session for the route."""
    known = set(map(id, source.derive(opened)))
    return [
        item.context_expr
        for item in source.of(ast.withitem)
        if isinstance(item.context_expr, ast.Call)
        and id(item.context_expr) not in known
        and SCOPE.search(source.name(item.context_expr.func).rpartition(".")[2])
    ]


def _called_dependencies(source: PythonSource) -> list[ast.Call]:
    """`next(get_db())` in a handler: nobody can override it, and nobody closes what it gave."""
    return [
        call
        for call in source.of(ast.Call)
        if source.name(call.func) in ("next", "anext")
        and call.args
        and isinstance(made := call.args[0], ast.Call)
        and source.name(made.func).rpartition(".")[2] in DEPENDENCIES
        and is_handler(source, source.function_of(call) or call)
    ]


def _judge(source: PythonSource, depends: ast.Call) -> Finding | None:
    given = depends.args[0] if depends.args else None
    if not isinstance(given, ast.Call):
        return None
    name = source.name(given.func)
    made = next((f for f in source.functions() if f.name == name), None)
    if made is not None and source.scope_of(made) is None and not _returns_function(made):
        return source.finding(depends, f"Depends is given the result of {name}, not {name}")
    if name.rpartition(".")[2] in DEPENDENCIES:
        return source.finding(depends, f"Depends is given the result of {name}, not {name}")
    return None  # a class or a factory of dependencies: its result may be callable


def _returns_function(function: ast.AST) -> bool:
    """A factory of dependencies defines a function and returns it."""
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if node is not function
    )


def _session_parameters(source: PythonSource) -> list[tuple[ast.arg, Finding | None]]:
    """Parameters `db: Session` of handlers: without Depends FastAPI reads them from the query."""
    results: list[tuple[ast.arg, Finding | None]] = []
    for handler in {id(r.handler): r.handler for r in source.derive(routes)}.values():
        for parameter, default in annotation_and_default(handler):
            kind = source.resolve(parameter.annotation)  # an alias may hold its Depends
            if source.name(kind).rpartition(".")[2] in SESSIONS:
                message = f"the session {parameter.arg} is not injected with Depends"
                bad = default is None
                results.append((parameter, source.finding(parameter, message) if bad else None))
    return results


RULE = PythonRule(
    ValidationRule(
        rule_id="backend_dependency_injection",
        description="Routes must get their session by dependency injection",
        category=Category.BACKEND,
        required_patterns=(r"\bDepends\(",),
        prohibited_patterns=(r"\bDepends\(\s*get_(?:db|session)\(\)\s*\)",),
        uncertainty_triggers=(r"\bdependency_overrides_provider\b",),
        confidence_threshold=0.95,
    ),
    check,
)
