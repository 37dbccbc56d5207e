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

from domain.rules.changed_environment import left_in_environment
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
OVERRIDES = "dependency_overrides"


def check(source: PythonSource) -> Inspection:
    """Subjects: fixtures; what they open, and the overrides that they put in place."""
    every = [*source.derive(fixtures), *source.derive(tests)]
    findings: list[Finding] = []
    for function in every:
        findings += _left_open(source, function)
        findings += _left_overridden(source, function)
        findings += left_in_environment(source, function)
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
    return [
        source.finding(place, "the override stays in place after the test")
        for place, application in _overrides(source, function)
        if not _is_made_in(source, function, application)
        and not _is_undone(source, function, place.lineno)
    ]


def _overrides(source: PythonSource, function: Function) -> list[tuple[ast.stmt, ast.expr]]:
    """(statement, application) of each change of `app.dependency_overrides`, also by a name."""
    found: list[tuple[ast.stmt, ast.expr]] = []
    for assign in source.within(function, ast.Assign):
        whole = isinstance(assign.value, ast.Dict) and bool(assign.value.keys)
        for target in assign.targets:
            held = target.value if isinstance(target, ast.Subscript) else target
            if held is target and not whole:
                continue  # put back as it was
            held = source.resolve(held) or held
            if isinstance(held, ast.Attribute) and held.attr == OVERRIDES:
                found.append((assign, held.value))
    for grown in source.within(function, ast.AugAssign):
        held = _only_value(source, function, grown.target)
        if isinstance(held, ast.Attribute) and held.attr == OVERRIDES:
            found.append((grown, held.value))
    for statement in source.within(function, ast.Expr):
        call = statement.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            held = source.resolve(call.func.value) or call.func.value
            is_update = call.func.attr in ("update", "setdefault")
            if is_update and isinstance(held, ast.Attribute) and held.attr == OVERRIDES:
                found.append((statement, held.value))
    return found


def _only_value(source: PythonSource, function: Function, target: ast.expr) -> ast.expr:
    """What a name that grows was bound to before."""
    for assign in source.within(function, ast.Assign):
        if isinstance(target, ast.Name) and any(_names(t, target.id) for t in assign.targets):
            return assign.value
    return target


def _is_made_in(source: PythonSource, function: Function, application: ast.expr) -> bool:
    made = source.resolve(application)
    return isinstance(made, ast.Call) and source.function_of(made) is function


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
