r"""TE002: the tests of an API also send what must be refused.

A module that calls an API expects at least one missing record (404) or refused body (400, 409,
412, 422): validation that was switched off would otherwise go unnoticed.

>>> from domain.rules.python_source import read_python
>>> test = "def test_a(client):\n    assert client.get('/a/1').status_code == "
>>> check(read_python(test + "404")).lines
()
>>> check(read_python(test + "200")).lines
(1,)
"""

import ast
import re

from domain.rules.fastapi_routes import status_code
from domain.rules.inspection import (
    Category,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.pytest_functions import reached_functions, requests, tests

REFUSALS = range(400, 500)
ABOUT = re.compile(r"status|code|expected|refus|error|answer|response", re.IGNORECASE)
CONTENT = re.compile(r"\.json\(|\.text|\.content|\[")
EXPECTING = re.compile(
    r"status|refus|reject|expect|assert|check|fail|error|forbid|missing|not_found"
)


def check(source: PythonSource) -> Inspection:
    """Subject: the module as a whole, when its tests call an API."""
    collected = source.derive(tests)
    if not source.derive(requests) or not collected:
        return Inspection(0)
    reached = source.derive(reached_functions)
    expected = (_is_refusal(source, node) for function in reached for node in source.walk(function))
    if any(expected):
        return Inspection(1)
    message = "no test expects a refusal (a status from 400 to 499)"
    return Inspection(1, (source.finding(collected[0], message, Severity.CONVENTION),))


def _is_refusal(source: PythonSource, node: ast.AST) -> bool:
    """A status of the client's fault that is asserted, raised, or given to a helper as a status."""
    if isinstance(node, ast.Assert):
        return any(_expects(source, one) for one in source.walk(node.test))
    if not isinstance(node, ast.Call):
        return False
    name = source.name(node.func)
    if name.endswith(("pytest.raises", "assertRaises", "raises_status")):
        return True
    if name.endswith("parametrize"):
        return _is_parametrized(source, node)
    values = [k.value for k in node.keywords if "status" in (k.arg or "")]
    last = node.func.attr if isinstance(node.func, ast.Attribute) else name
    if EXPECTING.search(last):
        values += node.args
    return any(_is_status(source, value) for value in values)


def _expects(source: PythonSource, node: ast.AST) -> bool:
    """`answer.status_code == 404`, `… in (400, 422)`, `404 == …`, also beside a helper's answer."""
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq | ast.In | ast.Is):
        return False
    sides = [node.left, *node.comparators]
    texts = [ast.unparse(side) for side in sides]
    about = any(ABOUT.search(text) and not CONTENT.search(text) for text in texts)
    return about and any(_is_status(source, v) for side in sides for v in _elements(side))


def _is_parametrized(source: PythonSource, call: ast.Call) -> bool:
    """`parametrize(("body", "status"), [({}, 422)])`: one of the names is that of a status."""
    names = ast.unparse(call.args[0]) if call.args else ""
    values = call.args[1] if len(call.args) > 1 else None
    return bool(ABOUT.search(names)) and any(
        _is_status(source, node) for node in ast.walk(values or call) if isinstance(node, ast.expr)
    )


def _is_status(source: PythonSource, value: ast.expr) -> bool:
    return status_code(source, value) in REFUSALS


def _elements(value: ast.expr) -> list[ast.expr]:
    if isinstance(value, ast.Tuple | ast.List | ast.Set):
        return [e for element in value.elts for e in _elements(element)]
    return [value]


RULE = PythonRule(
    ValidationRule(
        rule_id="test_error_cases",
        description="Integration tests must expect refusals as well",
        category=Category.TEST,
        required_patterns=(r"\b4\d\d\b",),
        uncertainty_triggers=(r"raise_server_exceptions\s*=\s*\w+\(",),
        confidence_threshold=0.90,
    ),
    check,
)
