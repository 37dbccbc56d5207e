"""The tests and fixtures of a module, and how they call the API."""

import ast
from dataclasses import dataclass

from domain.rules.fastapi_routes import status_code
from domain.rules.python_source import FUNCTIONS, Function, PythonSource, keyword, parameters

CLIENT_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
SET_UP = frozenset(
    ["setup_method", "setup_class", "setup_module", "setup_function", "setUp", "setUpClass"]
)
CLIENT_CLASSES = ("TestClient", "AsyncClient", "Client")


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the API by a test."""

    node: ast.Call
    method: str  # lower case


def tests(source: PythonSource) -> list[Function]:
    """Functions named test_… that run, in the module or in a class of tests."""
    return [
        f
        for f in source.functions()
        if f.name.startswith("test_") and _is_collected(source, f) and not _is_skipped(source, f)
    ]


def _is_skipped(source: PythonSource, function: Function) -> bool:
    """`@pytest.mark.skip`: it never runs, so it says nothing."""
    names = [source.name(d.func if isinstance(d, ast.Call) else d) for d in function.decorator_list]
    return any(name.endswith(("mark.skip", "unittest.skip")) for name in names)


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
    """Calls `client.post(…)` of a client, by its name or by where it was made, that tests reach."""
    reached = source.derive(reached_functions)
    found = []
    for call in source.of(ast.Call):
        if isinstance(call.func, ast.Attribute) and _is_client(source, call.func.value):
            function = source.function_of(call)
            if function is None or function in reached:
                methods = _methods(source, call, call.func.attr) & CLIENT_METHODS
                found += [Request(call, method) for method in sorted(methods)]
    return found


def _methods(source: PythonSource, call: ast.Call, name: str) -> set[str]:
    """`post` of `client.post(…)` and of `client.request("POST", …)`; of a variable every verb."""
    if name != "request":
        return {name}
    given = source.literal(call.args[0] if call.args else keyword(call, "method"))
    if isinstance(given, str):
        return {given.lower()}
    texts = (constant.value for constant in source.of(ast.Constant))
    return {text.lower() for text in texts if isinstance(text, str) and text.isupper()}


def is_refused(source: PythonSource, request: Request) -> bool:
    """Whether the test expects that this request changes nothing: a status from 400 to 499."""
    held: ast.AST = request.node
    parent = source.parent(held)
    if isinstance(parent, ast.Await):
        held, parent = parent, source.parent(parent)
    if isinstance(parent, ast.Attribute) and parent.attr == "status_code":
        return _is_refusal(source, source.parent(parent))
    if not isinstance(parent, ast.Assign) or not isinstance(parent.targets[0], ast.Name):
        return False
    name, function = parent.targets[0].id, source.function_of(held) or source.tree
    looks = [
        source.parent(one)
        for one in source.within(function, ast.Attribute)
        if one.attr == "status_code" and isinstance(one.value, ast.Name) and one.value.id == name
    ]
    return bool(looks) and all(_is_refusal(source, look) for look in looks)


def _is_refusal(source: PythonSource, look: ast.AST | None) -> bool:
    if not isinstance(look, ast.Compare) or not isinstance(look.ops[0], ast.Eq):
        return False
    numbers = [status_code(source, side) for side in (look.left, *look.comparators)]
    return any(number is not None and 400 <= number < 500 for number in numbers)  # noqa: PLR2004 - of HTTP


def reached_functions(source: PythonSource) -> set[Function]:
    """The tests that run, and every function that their names, calls and fixtures lead to."""
    named: dict[str, list[Function]] = {}
    for function in source.functions():
        named.setdefault(function.name, []).append(function)
    automatic = [f for f in source.derive(fixtures) if _is_automatic(source, f)]
    waiting = [*source.derive(tests), *automatic]
    waiting += [f for f in source.functions() if f.name in SET_UP]
    reached: set[Function] = set()
    while waiting:
        function = waiting.pop()
        if function in reached:
            continue
        reached.add(function)
        nodes = source.walk(function)
        words = {n.id for n in nodes if isinstance(n, ast.Name)}
        words |= {n.attr for n in nodes if isinstance(n, ast.Attribute)}
        words |= parameters(function) | _used_fixtures(source, function)
        inside = [n for n in nodes if isinstance(n, FUNCTIONS)]
        waiting += [f for word in words for f in named.get(word, ())] + inside
    return reached


def _is_automatic(source: PythonSource, fixture: Function) -> bool:
    return any(
        isinstance(d, ast.Call) and source.literal(keyword(d, "autouse")) is True
        for d in fixture.decorator_list
    )


def _used_fixtures(source: PythonSource, function: Function) -> set[str]:
    """Of `@pytest.mark.usefixtures("client")`."""
    return {
        str(source.literal(argument))
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call) and source.name(decorator.func).endswith("usefixtures")
        for argument in decorator.args
    }


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
