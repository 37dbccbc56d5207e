r"""TE003: what a fixture sets up it takes down again.

A session, engine, client or file that stays open, or an override that stays in place, lets one
test decide the outcome of the next.

>>> from domain.rules.python_source import read_python
>>> head = "import pytest\n@pytest.fixture\ndef db():\n    db = SessionLocal()\n    yield db\n"
>>> check(read_python(head + "    db.close()")).lines
()
>>> check(read_python(head)).lines
(4,)
"""

import ast

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    ValidationRule,
)
from domain.rules.pytest_functions import called_names, fixtures, tests
from domain.rules.python_source import Function
from domain.rules.sessions import opened

RELEASES = frozenset(
    {"close", "aclose", "dispose", "drop_all", "stop", "cleanup", "unlink", "rmtree"}
)
TEMPORARY = frozenset({"NamedTemporaryFile", "mkdtemp", "mkstemp"})
UNDOES = frozenset({"clear", "pop", "update"})


def check(source: PythonSource) -> Inspection:
    """Subjects: fixtures; what they open, and the overrides that they put in place."""
    every = [*source.derive(fixtures), *source.derive(tests)]
    findings: list[Finding] = []
    for function in every:
        findings += _left_open(source, function)
        findings += _left_overridden(source, function)
    doubts = [
        source.finding(call, "the engine that the fixture gives away is never disposed")
        for fixture in source.derive(fixtures)
        for call in _given_away(source, fixture)
    ]
    return Inspection(len(every), tuple(sorted(findings, key=lambda f: f.line)), tuple(doubts))


def _given_away(source: PythonSource, function: Function) -> list[ast.Call]:
    """Engines that a fixture makes and yields, with nothing that ends them or their tables."""
    yielded = [source.resolve(y.value) for y in source.within(function, ast.Yield)]
    return [
        made
        for made in yielded
        if isinstance(made, ast.Call)
        and source.name(made.func).endswith(("create_engine", "create_async_engine"))
        and source.function_of(made) is function
        and not _is_released(source, function, made)
    ]


def _left_open(source: PythonSource, function: Function) -> list[Finding]:
    calls = [c for c in source.derive(opened) if source.function_of(c) is function]
    calls += [c for c in source.within(function, ast.Call) if _opens(source, c)]
    left = [c for c in calls if not _is_released(source, function, c)]
    return [source.finding(c, f"{ast.unparse(c.func)}() is never closed") for c in left]


def _opens(source: PythonSource, call: ast.Call) -> bool:
    name = source.name(call.func)
    return name in ("open", "io.open") or name.rpartition(".")[2] in TEMPORARY


def _is_released(source: PythonSource, function: Function, call: ast.Call) -> bool:
    parent = source.parent(call)
    if isinstance(parent, ast.withitem | ast.Call | ast.Attribute):
        return True  # with, closing(…), enter_context(…), open(…).read()
    later = [s for s in source.within(function, ast.Call) if s.lineno > call.lineno]
    names = {s.func.attr for s in later if isinstance(s.func, ast.Attribute)}
    if "addfinalizer" in names:
        return True
    target = parent.targets[0] if isinstance(parent, ast.Assign) else None
    if not isinstance(target, ast.Name):
        return bool(names & RELEASES)
    return _is_released_by_name(source, function, call, target.id) or any(
        isinstance(item.context_expr, ast.Name) and item.context_expr.id == target.id
        for item in source.within(function, ast.withitem)
    )


def _is_released_by_name(
    source: PythonSource, function: Function, call: ast.Call, name: str
) -> bool:
    """`db.close()`, also as a value (`stack.callback(db.close)`), or the name is given away.

    What holds the connection that a session works on may be closed in its place.
    """
    below = {a.id for a in call.args if isinstance(a, ast.Name)}
    below |= {k.value.id for k in call.keywords if isinstance(k.value, ast.Name)}
    for node in source.walk(function):
        if getattr(node, "lineno", 0) <= call.lineno:
            continue
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == name and node.attr in RELEASES:
                return True
            if node.value.id in below and node.attr in ("close", "aclose"):
                return True
        elif isinstance(node, ast.Call) and called_names(source, node) & RELEASES:
            if any(isinstance(a, ast.Name) and a.id == name for a in node.args):
                return True
        elif isinstance(node, ast.Return) and _names(node.value, name):
            return False
    return False


def _names(node: ast.expr | None, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _left_overridden(source: PythonSource, function: Function) -> list[Finding]:
    """`app.dependency_overrides[x] = y` on an application that outlives the fixture."""
    findings = []
    for assign in source.within(function, ast.Assign):
        target = assign.targets[0]
        if not isinstance(target, ast.Subscript) or not isinstance(target.value, ast.Attribute):
            continue
        if target.value.attr != "dependency_overrides":
            continue
        made_here = source.resolve(target.value.value)
        local = isinstance(made_here, ast.Call) and source.function_of(made_here) is function
        if not local and not _is_undone(source, function, assign.lineno):
            findings.append(source.finding(assign, "the override stays in place after the test"))
    return findings


def _is_undone(source: PythonSource, function: Function, after: int) -> bool:
    for node in source.walk(function):
        if getattr(node, "lineno", 0) <= after or "dependency_overrides" not in ast.unparse(node):
            continue
        if isinstance(node, ast.Call) and called_names(source, node) & UNDOES:
            return True
        if isinstance(node, ast.Delete | ast.Assign):
            return True
        if isinstance(node, ast.Attribute) and node.attr in UNDOES:
            return True  # handed on: `stack.callback(app.dependency_overrides.clear)`
    return False


RULE = PythonRule(
    ValidationRule(
        rule_id="test_cleanup",
        description="Fixtures must take down what they set up",
        category=Category.TEST,
        required_patterns=(r"@pytest\.fixture",),
        uncertainty_triggers=(r"\bdef\s+teardown_(?:module|function|class)\b",),
        confidence_threshold=0.95,
    ),
    check,
)
