r"""BE004: every route that answers with a body declares its model.

Without a model FastAPI sends whatever the handler returns: internal columns leak, and the
OpenAPI page cannot say what a client gets.

>>> from domain.rules.python_source import read_python
>>> check(read_python('@router.get("/a")\ndef f() -> Item: ...')).lines
()
>>> check(read_python('@router.get("/a")\ndef f(): ...')).lines
(1,)
"""

import ast

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

SHAPELESS = frozenset({"dict", "typing.Dict", "typing.Any", "Any", "object", "list"})


def check(source: PythonSource) -> Inspection:
    """Subjects: GET, POST, PUT and PATCH routes that answer with a body."""
    subjects = [r for r in source.derive(routes) if _has_body(source, r)]
    findings = [f for route in subjects if (f := _judge(source, route)) is not None]
    return Inspection(len(subjects), tuple(findings))


def _has_body(source: PythonSource, route: Route) -> bool:
    if route.method == "DELETE":
        return False
    return status_code(source, keyword(route.call, "status_code")) not in (204, 304)


def _judge(source: PythonSource, route: Route) -> Finding | None:
    model = keyword(route.call, "response_model")
    returns = route.handler.returns
    if model is not None and source.literal(model) is not None:
        return None
    if keyword(route.call, "response_class") is not None:
        return None
    if source.name(returns).endswith("Response"):
        return None  # a whole response; for it response_model=None is right
    if model is None and _declares(source, returns):
        return None
    message = f"{route.method} {route.path or 'route'} declares no response model"
    return source.finding(route.call, message, Severity.CONVENTION)


def _declares(source: PythonSource, annotation: ast.expr | None) -> bool:
    """Whether the return annotation is a shape: not nothing, not a bare dict, not Any."""
    if annotation is None:
        return False
    if isinstance(annotation, ast.Constant):
        return isinstance(annotation.value, str) and annotation.value not in SHAPELESS
    if isinstance(annotation, ast.Subscript):
        outer = source.name(annotation.value)
        return outer not in ("dict", "typing.Dict") or "Any" not in ast.unparse(annotation.slice)
    return source.name(annotation) not in SHAPELESS


RULE = PythonRule(
    ValidationRule(
        rule_id="backend_response_models",
        description="Every route must declare the model of its answer",
        category=Category.BACKEND,
        required_patterns=(r"response_model\s*=|\)\s*->\s*[A-Z]",),
        prohibited_patterns=(r"response_model\s*=\s*dict\b",),
        uncertainty_triggers=(r"response_model\s*=\s*\w+\(",),
        confidence_threshold=0.90,
    ),
    check,
)
