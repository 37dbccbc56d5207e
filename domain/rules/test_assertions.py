r"""TE004: every test can fail.

A test without an assertion is green whatever the code answers. `pytest.raises`, and a helper of
the module or of another that asserts (`assert_…`, `check_…`, `expect_…`), are assertions too.

>>> from domain.rules.python_source import read_python
>>> check(read_python("def test_a():\n    assert f() == 1")).lines
()
>>> check(read_python("def test_a():\n    f()")).lines
(1,)
"""

import ast
import re

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.pytest_functions import called_names, tests
from domain.rules.python_source import FUNCTIONS, Function

ASSERTING = re.compile(
    r"^(?:assert|check|expect|verify|ensure|raises|warns|fail|raise_for_status|then)"
)

LAZY = frozenset({"map", "filter"})
TAKES_ASSERTIONS = frozenset({"AssertionError", "Exception", "BaseException"})


def check(source: PythonSource) -> Inspection:
    """Subjects: test functions."""
    collected = source.derive(tests)
    helpers = {f.name: f for f in source.functions() if f not in collected}
    findings: list[Finding] = []
    for test in collected:
        if not _asserts(source, test, helpers, depth=3):
            message = f"{test.name} asserts nothing"
            findings.append(source.finding(test, message, Severity.CONVENTION))
        findings += [
            source.finding(node, "this assertion always holds")
            for node in source.within(test, ast.Assert)
            if _is_idle(node.test)
        ]
    return Inspection(len(collected), tuple(findings))


def _asserts(
    source: PythonSource, function: Function, helpers: dict[str, Function], *, depth: int
) -> bool:
    found = (n for n in source.within(function, ast.Assert))
    if any(not _is_caught(source, n) and not _is_unreachable(source, n) for n in found):
        return True
    names = _run_names(source, function)
    if any(ASSERTING.match(name.lstrip("_")) for name in names if name not in helpers):
        return True
    called = [helpers[name] for name in names if name in helpers]
    return depth > 0 and any(
        _asserts(source, helper, helpers, depth=depth - 1) for helper in called
    )


def _run_names(source: PythonSource, function: Function) -> set[str]:
    """What the function calls; what is given to a lazy `map` that nobody reads is not called."""
    calls = list(source.within(function, ast.Call))
    names = {
        c.func.attr if isinstance(c.func, ast.Attribute) else source.name(c.func) for c in calls
    }
    for call in calls:
        idle = isinstance(source.parent(call), ast.Expr) and source.name(call.func) in LAZY
        if not idle:
            names |= {argument.id for argument in call.args if isinstance(argument, ast.Name)}
    return {name.rpartition(".")[2] for name in names}


def _is_caught(source: PythonSource, assertion: ast.Assert) -> bool:
    """A try around the assertion takes its failure for itself, and the test stays green."""
    child: ast.AST = assertion
    for ancestor in source.ancestors(assertion):
        if isinstance(ancestor, FUNCTIONS):
            return False
        if isinstance(ancestor, ast.Try) and child in ancestor.body:
            handler = next((h for h in ancestor.handlers if _takes(source, h)), None)
            if handler is not None and not _may_fail(source, handler):
                return True
        child = ancestor
    return False


def _is_unreachable(source: PythonSource, assertion: ast.Assert) -> bool:
    """The block has ended before: `return answer`, and then the assertion."""
    child: ast.AST = assertion
    for ancestor in source.ancestors(assertion):
        for block in (getattr(ancestor, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list) and child in block:
                before = block[: block.index(child)]
                if any(isinstance(s, ast.Return | ast.Raise | ast.Break) for s in before):
                    return True
        if isinstance(ancestor, FUNCTIONS):
            return False
        child = ancestor
    return False


def _takes(source: PythonSource, handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or source.name(kind) in TAKES_ASSERTIONS for kind in kinds)


def _may_fail(source: PythonSource, handler: ast.ExceptHandler) -> bool:
    raised = next(source.within(handler, ast.Raise, ast.Assert), None)
    return raised is not None or any(ASSERTING.match(n) for n in called_names(source, handler))


def _is_idle(test: ast.expr) -> bool:
    """`assert True`, `assert (x, "message")`, `assert x == x`, `assert x or True`."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.Tuple):
        return bool(test.elts)
    if isinstance(test, ast.BoolOp):
        idle = [_is_idle(value) for value in test.values]
        return any(idle) if isinstance(test.op, ast.Or) else all(idle)
    return _is_length_from_zero(test) or (
        isinstance(test, ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], ast.Eq | ast.Is | ast.LtE | ast.GtE)
        and type(test.left) is type(test.comparators[0])
        and ast.dump(test.left) == ast.dump(test.comparators[0])
        and not any(isinstance(n, ast.Call) for n in ast.walk(test))
    )


def _is_length_from_zero(test: ast.expr) -> bool:
    """`assert len(x) >= 0`: no length is less."""
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.GtE):
        return False
    length, least = test.left, test.comparators[0]
    counted = isinstance(length, ast.Call) and getattr(length.func, "id", "") == "len"
    zero = isinstance(least, ast.Constant) and least.value == 0
    return counted and zero and len(test.ops) == 1


RULE = PythonRule(
    ValidationRule(
        rule_id="test_assertions",
        description="Every test must assert something",
        category=Category.TEST,
        required_patterns=(r"\bassert\b|\braises\(",),
        prohibited_patterns=(r"(?m)^\s*assert True\s*$",),
        confidence_threshold=0.95,
    ),
    check,
)
