r"""BE003: no error disappears, and nothing is read from a row that may not be there.

A handler for everything (`except Exception`) must raise again, or the service answers 200 over
broken data; logging alone hides it from the client. A row that was looked up by its key may be
missing: it is tested before it is used.

>>> from domain.rules.python_source import read_python
>>> check(read_python("try:\n    f()\nexcept Exception:\n    log.exception('f')\n    raise")).lines
()
>>> check(read_python("try:\n    f()\nexcept Exception:\n    pass")).lines
(3,)
"""

import ast
import re

from domain.rules.fastapi_routes import routes
from domain.rules.flow import End, ends
from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.python_source import Function, keyword
from domain.rules.returned_rows import returned_rows

BROAD = frozenset({"Exception", "BaseException", "builtins.Exception"})
LOOKUPS = frozenset({"first", "one_or_none", "scalar_one_or_none"})
LOG_CALLS = frozenset(
    [
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "critical",
        "log",
        "print",
        "capture_exception",
        "print_exc",
    ]
)

DATABASE_ERROR = re.compile(
    r"^(?:sqlalchemy|sqlite3|psycopg2?|asyncpg|aiosqlite)\..*(?:Error|Exception)$"
)
PLAIN_NAMES = frozenset({"get", "first", "one", "find", "pop"})  # of dictionaries and others, too
REPOSITORY = re.compile(r"repo|service|store|crud|dao|self")
SESSION_NAMES = frozenset({"db", "session", "db_session", "database"})
READS_ROW = frozenset({"model_validate", "from_orm", "parse_obj"})  # of pydantic: not of None
NEEDS_ROW = frozenset({"delete", "setattr", "refresh"}) | READS_ROW
UNDOES = frozenset({"rollback", "close"})


def check(source: PythonSource) -> Inspection:
    """Subjects: handlers for everything, and rows that are looked up and then used."""
    findings: list[Finding] = []
    doubts: list[Finding] = []
    handlers = [h for h in source.of(ast.ExceptHandler) if _is_broad(source, h)]
    silent = [h for h in source.of(ast.ExceptHandler) if h not in handlers and _is_lost(source, h)]
    findings += [
        source.finding(h, "an error of the database disappears", Severity.CONVENTION)
        for h in silent
    ]
    for handler in handlers:
        found, doubt = _judge(source, handler)
        findings += [found] if found else []
        doubts += [doubt] if doubt else []
    suppressed = [c for c in source.of(ast.Call) if _suppresses_all(source, c)]
    findings += [
        source.finding(c, "every error is swallowed silently", Severity.CONVENTION)
        for c in suppressed
    ]
    rows = _used_rows(source)
    findings += [f for f in rows if f is not None]
    returned = returned_rows(source, lambda *given: _is_untested(source, *given))
    findings.sort(key=lambda f: f.line)
    subjects = len(handlers) + len(silent) + len(suppressed) + len(rows) + len(returned)
    return Inspection(subjects, tuple(findings), (*doubts, *returned))


def _is_broad(source: PythonSource, handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or source.name(kind) in BROAD for kind in kinds)


def _is_lost(source: PythonSource, handler: ast.ExceptHandler) -> bool:
    """A database's error, and nothing is done about it."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = [source.name(kind) for kind in kinds]
    passed = all(isinstance(statement, ast.Pass) for statement in handler.body)
    return passed and any(DATABASE_ERROR.search(name) for name in names)


def _suppresses_all(source: PythonSource, call: ast.Call) -> bool:
    """`contextlib.suppress(Exception)`, or an error of the database."""
    if source.name(call.func).rpartition(".")[2] != "suppress":
        return False
    names = [source.name(kind) for kind in call.args]
    return any(name in BROAD or DATABASE_ERROR.search(name) for name in names)


def _judge(
    source: PythonSource, handler: ast.ExceptHandler
) -> tuple[Finding | None, Finding | None]:
    ways = ends(handler.body)
    if ways == {End.RAISES}:
        return None, None
    if End.RAISES in ways:
        return None, source.finding(handler, "some errors are not raised again")
    calls = [_last(call) for call in source.within(handler, ast.Call)]
    uses_error = handler.name is not None and any(
        n.id == handler.name for n in source.within(handler, ast.Name)
    )
    if all(isinstance(statement, ast.Pass) for statement in handler.body):
        return source.finding(handler, "the handler swallows every error silently"), None
    if not uses_error and not any(call not in UNDOES for call in calls) and _is_fixed(handler):
        message = "every error becomes the same value, and nothing tells that it happened"
        return source.finding(handler, message, Severity.CONVENTION), None
    if any(call in LOG_CALLS for call in calls):
        message = "every error is logged and not raised again"
        return source.finding(handler, message, Severity.CONVENTION), None
    return None, source.finding(handler, "every error is turned into a value")


def _is_fixed(handler: ast.ExceptHandler) -> bool:
    """Nothing but constants is bound or returned."""
    values = [getattr(s, "value", None) for s in handler.body if not isinstance(s, ast.Expr)]
    return all(v is None or _is_constant(v) for v in values)


def _is_constant(value: ast.expr) -> bool:
    named = (ast.Name, ast.Call, ast.Attribute, ast.Subscript)
    return not any(isinstance(node, named) for node in ast.walk(value))


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _used_rows(source: PythonSource) -> list[Finding | None]:
    """One entry for each row that is looked up and used in a function; None where it is tested."""
    results: list[Finding | None] = []
    for function in source.functions():
        for name, value in _looked_up(source, function):
            use = _first_use(source, function, name, value)
            if use is not None:
                tested = _is_tested(source, function, name, value, use)
                message = f"{name} is used, but it may be None: no row was found"
                results.append(None if tested else source.finding(use, message))
        results += [
            source.finding(node, "the row is used, but it may be None: no row was found")
            for node in source.within(function, ast.Attribute)
            if _looks_up(source, node.value)
        ]
        results += [
            source.finding(call, "the row is read, but it may be None: no row was found")
            for call in source.within(function, ast.Call)
            if _last(call) in READS_ROW and call.args and _looks_up(source, call.args[0])
        ]
        results += _answered(source, function)
    return results


def _is_untested(source: PythonSource, function: Function, statement: ast.Return) -> bool:
    """Whether it returns a row that was looked up, and nothing has looked at it before."""
    value = statement.value
    if value is None or _looks_up(source, value):
        return value is not None
    return any(
        _is(value, name) and not _is_tested(source, function, name, looked_up, value)
        for name, looked_up in _looked_up(source, function)
    )


def _answered(source: PythonSource, function: Function) -> list[Finding | None]:
    """A route that answers with what was looked up, and has not said that it may be nothing."""
    route = next((r for r in source.derive(routes) if r.handler is function), None)
    if route is None:
        return []
    model = keyword(route.call, "response_model") or function.returns
    if model is None or "None" in ast.unparse(model) or "Optional" in ast.unparse(model):
        return []
    message = "the answer may be None: no row was found"
    return [
        source.finding(answer, message, Severity.CONVENTION)
        for answer in source.within(function, ast.Return)
        if _is_untested(source, function, answer) and not _is_used_before(source, function, answer)
    ]


def _is_used_before(source: PythonSource, function: Function, answer: ast.Return) -> bool:
    """The row that is returned was used already; that is reported there."""
    name = answer.value.id if isinstance(answer.value, ast.Name) else ""
    return any(
        name == row and _first_use(source, function, row, value) is not None
        for row, value in _looked_up(source, function)
    )


def _looked_up(source: PythonSource, function: Function) -> list[tuple[str, ast.expr]]:
    """(name, value) of `row = db.get(Model, key)`."""
    found: list[tuple[ast.expr, ast.expr]] = []
    for assign in source.within(function, ast.Assign):
        found += [(target, assign.value) for target in assign.targets]
    for annotated in source.within(function, ast.AnnAssign):
        found += [(annotated.target, annotated.value)] if annotated.value else []
    return [
        (target.id, value)
        for target, value in found
        if isinstance(target, ast.Name) and _looks_up(source, value)
    ]


def _looks_up(source: PythonSource, value: ast.expr) -> bool:
    """`db.get(Model, key)`, `query.first()`, `….scalar_one_or_none()`, a helper that does it."""
    value = value.value if isinstance(value, ast.Await) else value
    if not isinstance(value, ast.Call):
        return False
    if isinstance(value.func, ast.Name):
        return value.func.id in source.derive(_lookup_helpers)
    if not isinstance(value.func, ast.Attribute):
        return False
    if value.func.attr in source.derive(_lookup_methods):
        holder = ast.unparse(value.func.value).lower()
        return value.func.attr not in PLAIN_NAMES or bool(REPOSITORY.search(holder))
    return _reads_row(source, value)


def _reads_row(source: PythonSource, call: ast.Call) -> bool:
    """`db.get(Model, key)`, `query.first()`, `….scalar_one_or_none()` themselves."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr == "get":
        holder = source.name(call.func.value).rpartition(".")[2].lstrip("_")
        return holder in SESSION_NAMES and len(call.args) == 2  # noqa: PLR2004 - the model and the key
    return call.func.attr in LOOKUPS and not call.args


def _lookup_helpers(source: PythonSource) -> frozenset[str]:
    """Functions of the module that return a row as it was looked up; no other helper's."""
    return frozenset(f.name for f in _returning_rows(source) if source.scope_of(f) is None)


def _lookup_methods(source: PythonSource) -> frozenset[str]:
    """The same of its classes."""
    found = (f for f in _returning_rows(source) if source.scope_of(f) is not None)
    return frozenset(f.name for f in found)


def _returning_rows(source: PythonSource) -> list[Function]:
    found = []
    for function in source.functions():
        returned = [one.value for one in source.within(function, ast.Return) if one.value]
        plain = [v.value if isinstance(v, ast.Await) else v for v in returned]
        direct = [v for v in plain if isinstance(v, ast.Call) and isinstance(v.func, ast.Attribute)]
        if any(_reads_row(source, v) for v in direct):
            found.append(function)
    return found


def _first_use(
    source: PythonSource, function: Function, name: str, looked_up: ast.expr
) -> ast.expr | None:
    """Where an attribute of the row is needed first, or the row is deleted or set."""
    uses: list[ast.expr] = [
        node
        for node in source.within(function, ast.Attribute)
        if _is(node.value, name) and node.lineno > looked_up.lineno
    ]
    uses += [
        call
        for call in source.within(function, ast.Call)
        if call.lineno > looked_up.lineno
        and call.args
        and _is(call.args[0], name)
        and _last(call) in NEEDS_ROW
    ]
    return min(uses, key=lambda node: (node.lineno, node.col_offset), default=None)


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_tested(
    source: PythonSource, function: Function, name: str, looked_up: ast.expr, use: ast.expr
) -> bool:
    """Anything that looks at the row itself before it is used, not at an attribute of it."""
    for node in source.within(function, ast.Name):
        if node.id != name or isinstance(node.ctx, ast.Store):
            continue
        if not looked_up.lineno < node.lineno <= use.lineno:
            continue
        parent = source.parent(node)
        if isinstance(parent, ast.Compare | ast.If | ast.IfExp | ast.BoolOp | ast.UnaryOp):
            return True
        if isinstance(parent, ast.Assert | ast.While | ast.Match | ast.NamedExpr):
            return True
        if isinstance(parent, ast.Call) and _may_check(parent):
            return True
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if node is not function
    )


def _may_check(call: ast.Call) -> bool:
    """A helper that is given the row (`ensure_found(row)`), not the session or a serialiser."""
    last = _last(call)
    return last in ("bool", "isinstance") or any(
        word in last for word in ("found", "404", "exist", "ensure", "require", "check")
    )


RULE = PythonRule(
    ValidationRule(
        rule_id="backend_error_handling",
        description="No error may disappear, and a missing row must be handled",
        category=Category.BACKEND,
        required_patterns=(r"\braise\b",),
        prohibited_patterns=(
            r"except(?:\s+Exception(?:\s+as\s+\w+)?)?\s*:\s*(?:pass|\.\.\.)\s*\n",
        ),
        uncertainty_triggers=(r"\bsys\.excepthook\s*=",),
        confidence_threshold=0.95,
    ),
    check,
)
