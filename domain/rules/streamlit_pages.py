"""What a Streamlit module does with the API: shared by the rules about forms and feedback."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.rules.python_source import Function, PythonSource

WRITE_METHODS = frozenset({"post", "put", "patch", "delete"})
READ_METHODS = frozenset({"get", "request", "head"})
CLIENTS = re.compile(
    r"(?:^|[._])(?:httpx|requests|client|session|api|backend|service)$", re.IGNORECASE
)
WRITES = re.compile(
    r"^(?:create|update|delete|save|add|remove|submit|patch|put|post|insert|send)(?:_|$)"
)
READS = re.compile(r"^(?:list|get|read|fetch|load|find|search|count|request)(?:_|$)")
SHOWS_ERROR = re.compile(
    r"(?:^|_)(?:error|errors|warning|exception|problem|problems|failure|refusal)(?:_|$)"
)
SHOWS_SUCCESS = re.compile(
    r"(?:^|_)(?:success|toast|balloons|snow|notice|flash|saved|message|confirmation|celebrate)(?:_|$)"
)
MAX_DEPTH = 4  # how many calls within the module are followed


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of the API from a page; `writes` where it changes something."""

    node: ast.Call
    function: Function | None
    writes: bool


def api_calls(source: PythonSource) -> list[ApiCall]:
    """Every call of the API in a module that imports streamlit; use `source.derive(api_calls)`."""
    if "streamlit" not in {name.partition(".")[0] for name in source.imports.values()}:
        return []
    found = []
    for call in source.of(ast.Call):
        kind = _kind(source, call)
        if kind is not None:
            found.append(ApiCall(call, source.function_of(call), kind == "write"))
    return found


def _kind(source: PythonSource, call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Attribute):
        holder, last = source.name(call.func.value), call.func.attr
        if not CLIENTS.search(holder) or holder.endswith("streamlit"):
            return None
    elif isinstance(call.func, ast.Name):
        module, _, last = source.imports.get(call.func.id, "").rpartition(".")
        if not CLIENTS.search(module):
            return None
    else:
        return None
    if last in WRITE_METHODS or WRITES.match(last):
        return "write"
    return "read" if last in READ_METHODS or READS.match(last) else None


def last_name(call: ast.Call) -> str:
    """`error` of `st.error(…)`, `show` of `show(…)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_streamlit(source: PythonSource, call: ast.Call) -> bool:
    """Whether the call draws something."""
    return source.name(call.func).startswith("streamlit.")


def draws(source: PythonSource, function: Function) -> bool:
    """Whether the function draws anything itself (decorators such as caching do not count)."""
    return any(is_streamlit(source, call) for call in source.within(function, ast.Call))


def call_sites(source: PythonSource, function: Function) -> list[ast.Call]:
    """Where the module calls one of its functions, callbacks included."""
    direct = [
        call
        for call in source.of(ast.Call)
        if isinstance(call.func, ast.Name) and call.func.id == function.name
    ]
    given = [
        parent
        for name in source.of(ast.Name)
        if name.id == function.name
        and isinstance(parent := source.parent(name), ast.Call)
        and parent.func is not name
    ]
    return direct + given


def holds_on_every_way(
    source: PythonSource,
    call: ast.Call,
    property_of: Callable[[ast.Call], bool],
    depth: int = MAX_DEPTH,
) -> bool:
    """The property holds at the call, or at every place of the module that leads to it."""
    if property_of(call):
        return True
    function = source.function_of(call)
    sites = call_sites(source, function) if function is not None and depth > 0 else []
    return bool(sites) and all(
        holds_on_every_way(source, site, property_of, depth - 1) for site in sites
    )


def is_left_to_callers(source: PythonSource, function: Function | None) -> bool:
    """A function that draws nothing and that nobody here calls: other modules handle its errors."""
    if function is None or draws(source, function):
        return False
    sites = call_sites(source, function)
    return all(is_left_to_callers(source, source.function_of(s)) for s in sites)
