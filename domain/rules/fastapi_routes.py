"""The FastAPI routes of a module, as the rules about routes see them."""

import ast
from dataclasses import dataclass

from domain.rules.python_source import FUNCTIONS, UNKNOWN, Function, PythonSource, keyword

METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_ROUTERS = ("fastapi.APIRouter", "fastapi.FastAPI", "fastapi.routing.APIRouter")
_ROUTER_NAMES = ("router", "app", "api")


@dataclass(frozen=True, slots=True)
class Route:
    """One decorated handler: the call `@router.post("/x", …)`, its method and its path."""

    method: str  # upper case
    path: str | None  # None: not a constant
    call: ast.Call
    handler: Function


def routes(source: PythonSource) -> list[Route]:
    """Every route of the module, one entry a method; use `source.derive(routes)`."""
    found: list[Route] = []
    for handler in source.functions():
        for decorator in handler.decorator_list:
            if isinstance(decorator, ast.Call) and is_router(source, decorator.func):
                path = source.literal(decorator.args[0] if decorator.args else None)
                path = keyword_path(source, decorator) if path is UNKNOWN else path
                text = path if isinstance(path, str) else None
                found += [Route(m, text, decorator, handler) for m in _methods(source, decorator)]
    return found


def keyword_path(source: PythonSource, call: ast.Call) -> object:
    """The path of `@router.get(path="/x")`."""
    return source.literal(keyword(call, "path"))


def is_router(source: PythonSource, function: ast.expr) -> bool:
    """Whether this is a method of a router or an application (and not `mock.patch`)."""
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr not in METHODS | {"api_route"}:
        return False
    made = source.resolve(function.value)
    if isinstance(made, ast.Call):
        return source.name(made.func).endswith(("APIRouter", "FastAPI"))
    last = source.name(function.value).rpartition(".")[2].lower()
    return last in _ROUTER_NAMES or last.endswith(tuple(f"_{n}" for n in _ROUTER_NAMES))


def _methods(source: PythonSource, call: ast.Call) -> list[str]:
    assert isinstance(call.func, ast.Attribute)  # noqa: S101 - is_router has seen it
    if call.func.attr in METHODS:
        return [call.func.attr.upper()]
    given = source.resolve(keyword(call, "methods"))
    if not isinstance(given, ast.List | ast.Tuple | ast.Set):
        return ["GET"]
    return [str(m).upper() for m in map(source.literal, given.elts) if m is not UNKNOWN]


def status_code(source: PythonSource, node: ast.expr | None) -> int | None:
    """The number behind `201`, `status.HTTP_201_CREATED`, `HTTPStatus.CREATED` or a constant."""
    value = source.resolve(node)
    if isinstance(value, ast.Constant) and isinstance(value.value, int):
        return value.value
    last = source.name(value).rpartition(".")[2]
    if last.startswith("HTTP_") and last[5:8].isdigit():
        return int(last[5:8])
    return _HTTP_STATUS.get(last) if "HTTPStatus" in source.name(value) else None


_HTTP_STATUS = {
    "OK": 200,
    "CREATED": 201,
    "ACCEPTED": 202,
    "NO_CONTENT": 204,
    "BAD_REQUEST": 400,
    "NOT_FOUND": 404,
    "CONFLICT": 409,
    "UNPROCESSABLE_ENTITY": 422,
    "INTERNAL_SERVER_ERROR": 500,
}


def is_handler(source: PythonSource, function: ast.AST) -> bool:
    """Whether the function answers a route."""
    return isinstance(function, FUNCTIONS) and any(
        route.handler is function for route in source.derive(routes)
    )


def annotation_and_default(function: Function) -> list[tuple[ast.arg, ast.expr | None]]:
    """Each parameter with its default."""
    args = function.args
    plain = [*args.posonlyargs, *args.args]
    padding: list[ast.expr | None] = [None] * (len(plain) - len(args.defaults))
    pairs = list(zip(plain, padding + list(args.defaults), strict=True))
    return pairs + list(zip(args.kwonlyargs, args.kw_defaults, strict=True))
