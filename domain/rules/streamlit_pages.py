"""What a Streamlit module does with the API: shared by the rules about forms and feedback."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.rules.python_source import Function, PythonSource, keyword

WRITE_METHODS = frozenset({"post", "put", "patch", "delete"})
READ_METHODS = frozenset({"get", "request", "head"})
CLIENTS = re.compile(
    r"(?:^|[._])(?:httpx|requests|client|session|api|backend|service)$", re.IGNORECASE
)
WRITES = re.compile(
    r"^(?:create|update|delete|save|add|remove|submit|patch|put|post|insert|send)(?:_|$)"
)
READS = re.compile(r"^(?:list|get|read|fetch|load|find|search|count|request)(?:_|$)")
PARTS = re.compile(r"(?:^|_)(?:client|session|url|config|settings)$")  # `get_client()` asks nothing
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
            found += _asked_to_write(source, call) if kind == "read" else []
    return found


def _asked_to_write(source: PythonSource, call: ast.Call) -> list[ApiCall]:
    """Where a wrapper, `httpx.request(verb, …)`, is called with a verb that changes something."""
    function, verb = source.function_of(call), _verb(call)
    if function is None or not isinstance(verb, ast.Name):
        return []
    names = [argument.arg for argument in function.args.args]
    if verb.id not in names:
        return []
    at = names.index(verb.id)
    return [
        ApiCall(site, source.function_of(site), writes=True)
        for site in call_sites(source, function)
        if isinstance(site.func, ast.Name)
        and len(site.args) > at
        and str(source.literal(site.args[at])).lower() in WRITE_METHODS
    ]


def _verb(call: ast.Call) -> ast.expr | None:
    """The first argument of `httpx.request(…)`."""
    is_request = isinstance(call.func, ast.Attribute) and call.func.attr == "request"
    if not is_request:
        return None
    return call.args[0] if call.args else keyword(call, "method")


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
    if PARTS.search(last):
        return None
    verb = str(source.literal(_verb(call))).lower()
    if last in WRITE_METHODS or WRITES.match(last) or verb in WRITE_METHODS:
        return "write"
    return "read" if last in READ_METHODS or READS.match(last) else None


def drawn_by(call: ast.Call) -> list[str]:
    """`error` of `st.error(…)`; both names of `(st.success if done else st.error)(…)`."""
    if isinstance(call.func, ast.IfExp):
        arms = (call.func.body, call.func.orelse)
        return [getattr(arm, "attr", getattr(arm, "id", "")) for arm in arms]
    return [last_name(call)]


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
    return source.derive(_all_sites).get(function.name, [])


def _all_sites(source: PythonSource) -> dict[str, list[ast.Call]]:
    """By name: first the calls, then the calls that are given the function."""
    sites: dict[str, list[ast.Call]] = {}
    methods = {f.name for f in source.functions() if isinstance(source.scope_of(f), ast.ClassDef)}
    for call in source.of(ast.Call):
        if isinstance(call.func, ast.Name):
            sites.setdefault(call.func.id, []).append(call)
        elif isinstance(call.func, ast.Attribute) and call.func.attr in methods:
            sites.setdefault(call.func.attr, []).append(call)
    named = [(name.id, name) for name in source.of(ast.Name)]
    given = [(one.attr, one) for one in source.of(ast.Attribute) if one.attr in methods]
    for known, node in (*named, *given):
        parent = source.parent(node)
        holder = source.parent(parent) if isinstance(parent, ast.keyword) else parent
        if isinstance(holder, ast.Call) and holder.func is not node:
            sites.setdefault(known, []).append(holder)
    return sites


def holds_on_every_way(
    source: PythonSource, property_of: Callable[[ast.Call], bool]
) -> Callable[[ast.Call], bool]:
    """Whether the property holds at a call, or at every place of the module that leads to it."""
    known: dict[tuple[str, int], bool] = {}  # by name: functions of one name share their places

    def holds(call: ast.Call, depth: int = MAX_DEPTH) -> bool:
        if property_of(call):
            return True
        function = source.function_of(call)
        if function is None or depth == 0:
            return False
        asked = function.name, depth
        if asked not in known:
            sites = call_sites(source, function)
            known[asked] = bool(sites) and all(holds(site, depth - 1) for site in sites)
        return known[asked]

    return holds


def is_left_to_callers(source: PythonSource, function: Function | None) -> bool:
    """A function that draws nothing and that nobody here calls: other modules handle its errors."""
    return function is not None and function not in source.derive(_used_by_the_page)


def _used_by_the_page(source: PythonSource) -> set[ast.AST]:
    """Functions that draw, that the module itself runs, and that any of these calls."""
    named: dict[str, list[Function]] = {}
    for function in source.functions():
        named.setdefault(function.name, []).append(function)
    calls: dict[ast.AST | None, list[str]] = {}
    for name, sites in source.derive(_all_sites).items():
        for site in sites if name in named else ():
            calls.setdefault(source.function_of(site), []).append(name)
    used: set[ast.AST] = set()
    waiting: list[ast.AST | None] = [None, *(f for f in source.functions() if draws(source, f))]
    while waiting:
        user = waiting.pop()
        if user in used:
            continue
        used |= {user} if user is not None else set()
        waiting += [f for name in calls.pop(user, ()) for f in named[name] if f not in used]
    return used
