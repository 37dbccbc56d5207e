r"""BE002: a POST that creates answers 201, a DELETE answers 204.

Clients tell "made" from "found" by the status. The status may stand in the decorator, on every
returned response, or be set on the injected response. A 204 has no body, so it has no model.

>>> from domain.rules.python_source import read_python
>>> check(read_python('@router.post("/a", status_code=201)\ndef f(): ...')).lines
()
>>> check(read_python('@router.post("/a")\ndef f(): ...')).lines
(1,)
"""

import ast
import re
from http import HTTPStatus

from domain.rules.fastapi_routes import Route, routes, status_code
from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.python_source import keyword

EXPECTED = {"POST": 201, "DELETE": 204}
ALSO_RIGHT = {"POST": {202, 204, 303}, "DELETE": {202}}
FINE = range(200, 400)
ACTIONS = re.compile(
    r"(?:^|/|-|_)(?:login|logout|token|refresh|search|query|filter|send|verify|validate|check|"
    r"preview|webhook|callback|ping|health|reset|run|execute|generate|chat|batch|bulk)\w*/?$"
)


def check(source: PythonSource) -> Inspection:
    """Subjects: POST routes that create (no action such as /login) and DELETE routes."""
    findings: list[Finding] = []
    doubts: list[Finding] = []
    subjects = 0
    for route in source.derive(routes):
        if route.method not in EXPECTED or _is_action(route):
            continue
        subjects += 1
        found, doubtful = _judge(source, route)
        findings += found
        doubts += doubtful
    return Inspection(subjects, tuple(findings), tuple(doubts))


def _is_action(route: Route) -> bool:
    return route.method == "POST" and bool(ACTIONS.search(route.path or ""))


def _judge(source: PythonSource, route: Route) -> tuple[list[Finding], list[Finding]]:
    expected = EXPECTED[route.method]
    given = keyword(route.call, "status_code")
    if given is None:
        if _set_in_body(source, route, expected):
            return [], []
        missing = _missing(source, route)
        return ([], [missing]) if _answers_with_list(source, route) else ([missing], [])
    number = status_code(source, given)
    if number is None:
        return [], [source.finding(given, "the status code is computed")]
    if number == HTTPStatus.NO_CONTENT and _has_model(source, route):
        return [source.finding(route.call, "204 has no body, but a response model is declared")], []
    if number == expected or number in ALSO_RIGHT[route.method]:
        return [], []
    message = f"{route.method} answers {number} instead of {expected}"
    severity = Severity.CONVENTION if number in FINE else Severity.ERROR
    return [source.finding(given, message, severity)], []


def _answers_with_list(source: PythonSource, route: Route) -> bool:
    """A POST that answers with a list may be a query that is too long for an address."""
    answer = keyword(route.call, "response_model") or route.handler.returns
    named = isinstance(answer, ast.Subscript) and source.name(answer.value)
    return route.method == "POST" and named in ("list", "typing.List")


def _missing(source: PythonSource, route: Route) -> Finding:
    expected = EXPECTED[route.method]
    message = f"{route.method} {route.path or 'route'} does not declare status_code={expected}"
    return source.finding(route.call, message, Severity.CONVENTION)


def _has_model(source: PythonSource, route: Route) -> bool:
    model = keyword(route.call, "response_model")
    return model is not None and source.literal(model) is not None


def _set_in_body(source: PythonSource, route: Route, expected: int) -> bool:
    """Every return is a response with the status, or `response.status_code` is assigned."""
    for assign in source.within(route.handler, ast.Assign):
        target = assign.targets[0]
        if isinstance(target, ast.Attribute) and target.attr == "status_code":
            always = source.parent(assign) is route.handler
            return always and status_code(source, assign.value) == expected
    returns = list(source.within(route.handler, ast.Return))
    return bool(returns) and all(
        isinstance(r.value, ast.Call)
        and status_code(source, keyword(r.value, "status_code")) == expected
        for r in returns
    )


RULE = PythonRule(
    ValidationRule(
        rule_id="backend_http_status",
        description="REST endpoints must use correct HTTP status codes",
        category=Category.BACKEND,
        required_patterns=(
            r"@\w+\.post\((?s:.{0,400}?)status_code\s*=\s*(?:201|status\.HTTP_201_CREATED)",
            r"@\w+\.delete\((?s:.{0,400}?)status_code\s*=\s*(?:204|status\.HTTP_204_NO_CONTENT)",
        ),
        prohibited_patterns=(
            r"@router\.post\([^()\n]*status_code\s*=\s*200\b",
            r"@router\.delete\([^()\n]*status_code\s*=\s*200\b",
        ),
        uncertainty_triggers=(r"status_code\s*=\s*get_status_code\(",),
        confidence_threshold=0.90,
    ),
    check,
)
