r"""BE001: every session that is opened is closed on every path.

A session left open keeps its connection out of the pool until the pool is empty and the service
hangs. Right are `with`, `try`/`finally` with `close()`, and handing the session to somebody who
closes it. A generator that is used with `with` needs `@contextmanager`; one that is given to
`Depends` must not have it (FastAPI then answers 500 on every call).

>>> from domain.rules.python_source import read_python
>>> check(read_python("with SessionLocal() as db:\n    db.commit()")).lines
()
>>> check(read_python("db = SessionLocal()\ndb.commit()")).lines
(1,)
"""

import ast

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.python_source import Function
from domain.rules.sessions import closes_itself, is_factory, opened

CONTEXT_MANAGERS = ("contextmanager", "asynccontextmanager")


def check(source: PythonSource) -> Inspection:
    """Subjects: opened sessions, and generators used by `with` or `Depends`."""
    findings: list[Finding] = []
    doubts: list[Finding] = []
    calls = source.derive(opened)
    for call in calls:
        verdict = _fate(source, call)
        if verdict == "left":
            findings.append(
                source.finding(call, f"the session of {_shown(call)} is not closed on every path")
            )
        elif verdict == "kept":
            message = f"with ends the transaction of {_shown(call)} and leaves it open: use closing"
            findings.append(source.finding(call, message, Severity.CONVENTION))
        elif verdict == "passed on":
            doubts.append(source.finding(call, f"{_shown(call)} is closed elsewhere, if at all"))
    findings += _given_to_depends(source)
    generators = _used_generators(source)
    findings += [f for _, f in generators if f is not None]
    return Inspection(len(calls) + len(generators), tuple(findings), tuple(doubts))


def _given_to_depends(source: PythonSource) -> list[Finding]:
    """`Depends(SessionLocal)`, or a function that returns what it opens: nobody closes it."""
    opening = {
        function.name
        for call in source.derive(opened)
        if isinstance(source.parent(call), ast.Return)
        and (function := source.function_of(call)) is not None
    }
    findings = []
    for depends in source.of(ast.Call):
        given = depends.args[0] if depends.args else None
        if given is None or not source.name(depends.func).endswith("Depends"):
            continue
        if is_factory(source, given) or source.name(given) in opening:
            message = f"nobody closes what {ast.unparse(given)} opens for Depends"
            findings.append(source.finding(depends, message))
    return findings


def _shown(call: ast.Call) -> str:
    return ast.unparse(call.func) + "()"


def _fate(source: PythonSource, call: ast.Call) -> str:
    """What becomes of the session: "closed", "kept" (open by its own with), "left", "passed on"."""
    parent = source.parent(call)
    if isinstance(parent, ast.Await):
        parent = source.parent(parent)
    if isinstance(parent, ast.withitem):
        return "closed" if closes_itself(source, call) else "kept"
    if _is_closing(source, parent):
        return "closed"
    if isinstance(parent, ast.Return | ast.Lambda | ast.keyword | ast.Call | ast.Yield):
        return "passed on"
    name = _target(parent)
    if name is None:
        return "passed on" if isinstance(parent, ast.Assign | ast.AnnAssign) else "left"
    return _fate_of_name(source, call, name)


def _target(parent: ast.AST | None) -> str | None:
    targets: list[ast.expr] = []
    if isinstance(parent, ast.Assign):
        targets = parent.targets
    elif isinstance(parent, ast.AnnAssign | ast.NamedExpr):
        targets = [parent.target]
    names = [t.id for t in targets if isinstance(t, ast.Name)]
    return names[0] if len(names) == len(targets) == 1 else None


def _is_closing(source: PythonSource, node: ast.AST | None) -> bool:
    """`contextlib.closing(…)`, `stack.enter_context(…)`: they close what they are given."""
    if not isinstance(node, ast.Call):
        return False
    last = source.name(node.func).rpartition(".")[2]
    if not last and isinstance(node.func, ast.Attribute):
        last = node.func.attr
    return last in ("closing", "aclosing", "enter_context", "enter_async_context")


def _fate_of_name(source: PythonSource, call: ast.Call, name: str) -> str:
    scope = source.function_of(call) or source.tree
    for item in source.within(scope, ast.withitem):
        if _names(item.context_expr, name):
            alone = isinstance(item.context_expr, ast.Name) and not closes_itself(source, call)
            return "kept" if alone and not _is_closed_at_last(source, scope, name) else "closed"
    closing = [
        attempt
        for attempt in source.within(scope, ast.Try)
        if any(_closes(source, s, name) for s in attempt.finalbody)
    ]
    if any(_protects(source, attempt, call, name) for attempt in closing):
        return "closed"
    handed = any(
        _names(node.value, name) for node in source.within(scope, ast.Return) if node.value
    ) or any(_keeps(source, made, name) for made in source.within(scope, ast.Call))
    return "passed on" if handed and not closing else "left"


def _is_closed_at_last(source: PythonSource, scope: ast.AST, name: str) -> bool:
    tries = source.within(scope, ast.Try)
    return any(_closes(source, s, name) for attempt in tries for s in attempt.finalbody)


def _keeps(source: PythonSource, call: ast.Call, name: str) -> bool:
    """An object that is given the session may close it: `Repository(db)`."""
    made = source.name(call.func).rpartition(".")[2].lstrip("_")
    return made[:1].isupper() and any(_names(argument, name) for argument in call.args)


def _names(node: ast.AST, name: str) -> bool:
    """Whether the expression is the name, or wraps it alone (`closing(db)`)."""
    if isinstance(node, ast.Call) and len(node.args) == 1:
        return _names(node.args[0], name)
    return isinstance(node, ast.Name) and node.id == name


def _closes(source: PythonSource, statement: ast.stmt, name: str) -> bool:
    """`db.close()` in a finally, also behind `if db is not None`."""
    if isinstance(statement, ast.If):
        return _names_only(statement.test, name) and any(
            _closes(source, s, name) for s in statement.body
        )
    value = statement.value if isinstance(statement, ast.Expr) else None
    value = value.value if isinstance(value, ast.Await) else value
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return False
    return value.func.attr in ("close", "remove", "aclose") and _names(value.func.value, name)


def _names_only(test: ast.expr, name: str) -> bool:
    names = {n.id for n in ast.walk(test) if isinstance(n, ast.Name)}
    return names == {name}


def _protects(source: PythonSource, attempt: ast.Try, call: ast.Call, name: str) -> bool:
    """The session is opened inside of the try, or right before it with nothing between."""
    if any(ancestor is attempt for ancestor in source.ancestors(call)):
        return not any(
            ancestor in attempt.finalbody or ancestor in attempt.handlers
            for ancestor in source.ancestors(call)
        )
    holder = source.parent(attempt)
    for block in (getattr(holder, field, None) for field in ("body", "orelse", "finalbody")):
        if isinstance(block, list) and attempt in block:
            before = block[: block.index(attempt)]
            for statement in reversed(before):
                if any(node is call for node in ast.walk(statement)):
                    return True
                if not _is_harmless(statement, name):
                    return False
    return False


def _is_harmless(statement: ast.stmt, name: str) -> bool:
    """A statement that can neither raise nor use the session: a constant bound to a name."""
    bound = isinstance(statement, ast.Assign | ast.AnnAssign)
    value = getattr(statement, "value", None)
    return bound and isinstance(value, ast.Constant) and bool(name)


def _used_generators(source: PythonSource) -> list[tuple[Function, Finding | None]]:
    """Generators of this module that `with` or `Depends` uses, with what is wrong about them."""
    by_name = {f.name: f for f in source.functions() if source.scope_of(f) is None}
    results: list[tuple[Function, Finding | None]] = []
    for name, function in by_name.items():
        if next(source.within(function, ast.Yield), None) is None:
            continue
        managed = any(
            source.name(d.func if isinstance(d, ast.Call) else d).endswith(CONTEXT_MANAGERS)
            for d in function.decorator_list
        )
        in_with, in_depends = _uses(source, name)
        if in_with and not managed and not function.decorator_list:
            message = f"missing @contextmanager on {name}, which is used in a with statement"
            results.append((function, source.finding(function, message)))
        elif in_depends is not None and managed:
            message = f"{name} is a context manager; Depends needs a plain generator"
            results.append((function, source.finding(in_depends, message)))
        elif in_with or in_depends is not None:
            results.append((function, None))
    return results


def _uses(source: PythonSource, name: str) -> tuple[bool, ast.Call | None]:
    in_with, in_depends = False, None
    for call in source.of(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id == name:
            in_with = in_with or isinstance(source.parent(call), ast.withitem)
        elif source.name(call.func).endswith("Depends") and call.args:
            given = call.args[0]
            if isinstance(given, ast.Name) and given.id == name and in_depends is None:
                in_depends = call
    return in_with, in_depends


RULE = PythonRule(
    ValidationRule(
        rule_id="backend_context_manager",
        description="Database operations must use context managers",
        category=Category.BACKEND,
        required_patterns=(
            r"@(?:contextlib\.)?(?:async)?contextmanager",
            r"def\s+get_(?:db|session)\s*\(",
            r"\bwith\s+\w*[Ss]ession\w*\(|\bfinally:\s*\n\s+(?:await\s+)?\w+\.close\(\)",
        ),
        prohibited_patterns=(r"\bSessionLocal\(\)\s*\.\s*(?:query|execute|add|scalars)\b",),
        uncertainty_triggers=(r"yield\s+[^\n#]+\bif\b[^\n#]+\belse\b",),
        confidence_threshold=0.95,
    ),
    check,
)
