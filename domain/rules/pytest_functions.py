"""The tests and fixtures of a module, and how they call the API."""

import ast
from dataclasses import dataclass

from domain.rules.python_source import Function, PythonSource

CLIENT_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
CLIENT_CLASSES = ("TestClient", "AsyncClient", "Client")


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the API by a test."""

    node: ast.Call
    method: str  # lower case


def tests(source: PythonSource) -> list[Function]:
    """Functions named test_…, in the module or in a class named Test…."""
    return [
        f for f in source.functions() if f.name.startswith("test_") and _is_collected(source, f)
    ]


def _is_collected(source: PythonSource, function: Function) -> bool:
    scope = source.scope_of(function)
    return scope is None or (isinstance(scope, ast.ClassDef) and scope.name.startswith("Test"))


def fixtures(source: PythonSource) -> list[Function]:
    """Functions decorated with pytest.fixture."""
    return [
        f
        for f in source.functions()
        if any(_is_fixture(source, decorator) for decorator in f.decorator_list)
    ]


def _is_fixture(source: PythonSource, decorator: ast.expr) -> bool:
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return source.name(call).endswith(("pytest.fixture", "pytest_asyncio.fixture"))


def requests(source: PythonSource) -> list[Request]:
    """Calls `client.post(…)` of a client: by its name, or by where it was made."""
    return [
        Request(call, call.func.attr)
        for call in source.of(ast.Call)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in CLIENT_METHODS
        and _is_client(source, call.func.value)
    ]


def _is_client(source: PythonSource, holder: ast.expr) -> bool:
    made = source.resolve(holder)
    if isinstance(made, ast.Call) and source.name(made.func).endswith(CLIENT_CLASSES):
        return True
    last = source.name(holder).rpartition(".")[2].lower()
    return last in ("client", "api", "http", "requests", "httpx") or last.endswith("_client")


def called_names(source: PythonSource, node: ast.AST) -> set[str]:
    """The last names of all calls below a node."""
    return {
        c.func.attr if isinstance(c.func, ast.Attribute) else getattr(c.func, "id", "")
        for c in source.walk(node)
        if isinstance(c, ast.Call)
    }
