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

SHAPELESS = frozenset(
    [
        "Any",
        "collections.abc.Iterable",
        "collections.abc.Mapping",
        "collections.abc.Sequence",
        "dict",
        "list",
        "object",
        "set",
        "tuple",
        "typing.Any",
        "typing.Dict",
        "typing.Iterable",
        "typing.List",
        "typing.Mapping",
        "typing.Sequence",
    ]
)
MAPPINGS = frozenset({"dict", "typing.Dict", "typing.Mapping", "collections.abc.Mapping"})


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
        return None if _declares(source, model) else _finding(source, route)
    if keyword(route.call, "response_class") is not None:
        return None
    if source.name(returns).endswith("Response"):
        return None  # a whole response; for it response_model=None is right
    if model is None and _declares(source, returns):
        return None
    return _finding(source, route)


def _finding(source: PythonSource, route: Route) -> Finding:
    message = f"{route.method} {route.path or 'route'} declares no response model"
    return source.finding(route.call, message, Severity.CONVENTION)


def _declares(source: PythonSource, annotation: ast.expr | None) -> bool:
    """Whether the annotation is a shape: not nothing, not a bare dict, not Any; nor made of such.

    Names of the module are followed: `Row = dict[str, Any]`.
    """
    found = source.resolve(annotation)
    if found is None:
        return False
    if isinstance(found, ast.Constant):
        return _declares_text(source, found.value)
    if isinstance(found, ast.BinOp):  # A | None
        sides = [side for side in (found.left, found.right) if source.literal(side) is not None]
        return all(_declares(source, side) for side in sides)
    if isinstance(found, ast.Subscript):
        inner = found.slice.elts if isinstance(found.slice, ast.Tuple) else [found.slice]
        if source.name(found.value).rpartition(".")[2] == "Annotated":
            inner = inner[:1]
        is_mapping = source.name(found.value) in MAPPINGS
        shapes = [_declares(source, one) for one in inner if source.literal(one) is not None]
        return all(shapes[1:] if is_mapping else shapes)
    return source.name(found) not in SHAPELESS


def _declares_text(source: PythonSource, value: object) -> bool:
    """An annotation in quotes: its outermost name, and whether it speaks of anything at all."""
    if not isinstance(value, str):
        return False
    try:
        found = ast.parse(value, mode="eval").body
    except SyntaxError:
        return False
    names = {source.name(node) for node in ast.walk(found)}
    return source.name(found) not in SHAPELESS and not names & {"Any", "typing.Any"}


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
