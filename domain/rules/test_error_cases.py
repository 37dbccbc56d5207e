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

from domain.rules.fastapi_routes import status_code
from domain.rules.inspection import (
    Category,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.pytest_functions import requests, tests

REFUSALS = range(400, 500)


def check(source: PythonSource) -> Inspection:
    """Subject: the module as a whole, when its tests call an API."""
    collected = source.derive(tests)
    if not source.derive(requests) or not collected:
        return Inspection(0)
    if any(_is_refusal(source, node) for test in source.functions() for node in ast.walk(test)):
        return Inspection(1)
    message = "no test expects a refusal (a status from 400 to 499)"
    return Inspection(1, (source.finding(collected[0], message, Severity.CONVENTION),))


def _is_refusal(source: PythonSource, node: ast.AST) -> bool:
    """A comparison with a status of the client's fault, or an argument or parameter that is one."""
    if isinstance(node, ast.Compare):
        values = [node.left, *node.comparators]
    elif isinstance(node, ast.Call):
        values = [*node.args, *(k.value for k in node.keywords)]
    else:
        return False
    flat = [v for value in values for v in _elements(value)]
    numbers = [status_code(source, value) for value in flat]
    return any(number in REFUSALS for number in numbers)


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
