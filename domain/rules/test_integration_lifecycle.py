r"""TE001: the tests of an API live through the whole life of a record.

A module that creates must also read, change and delete: each route is then called at least once.

>>> from domain.rules.python_source import read_python
>>> def body(*methods):
...     return "def test_a(client):\n" + "".join(f"    client.{m}('/a')\n" for m in methods)
>>> check(read_python(body("post", "get", "patch", "delete"))).lines
()
>>> check(read_python(body("post", "get"))).lines
(1,)
"""

from domain.rules.inspection import (
    Category,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.pytest_functions import is_refused, requests, tests

LIFE = (("post",), ("get",), ("put", "patch"), ("delete",))


def check(source: PythonSource) -> Inspection:
    """Subject: the module as a whole, when its tests call an API."""
    found = source.derive(requests)
    collected = source.derive(tests)
    if not found or not collected:
        return Inspection(0)
    called = {request.method for request in found if not is_refused(source, request)}
    missing = ["/".join(step).upper() for step in LIFE if not called & set(step)]
    if not missing:
        return Inspection(1)
    message = f"no test calls {', '.join(missing)}"
    return Inspection(1, (source.finding(collected[0], message, Severity.CONVENTION),))


RULE = PythonRule(
    ValidationRule(
        rule_id="test_integration_lifecycle",
        description="Integration tests must create, read, change and delete",
        category=Category.TEST,
        required_patterns=(r"\.post\(", r"\.get\(", r"\.(?:put|patch)\(", r"\.delete\("),
        uncertainty_triggers=(r"getattr\(\s*\w*client\b",),
        confidence_threshold=0.90,
    ),
    check,
)
