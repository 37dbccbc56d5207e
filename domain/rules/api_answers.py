"""What a function of a page does with the answers of the API: tested, returned, given away.

An answer is known by the call that brings it, where it is used at once, or by its names.
"""

import ast
from dataclasses import dataclass, field

from domain.rules.python_source import PythonSource
from domain.rules.streamlit_pages import SHOWS_ERROR, last_name

STATUSES = frozenset({"status_code", "ok", "is_success", "is_error", "is_client_error"})

Key = ast.AST | str
"""A call whose answer is used at once, or the name of an answer."""

Branch = ast.If | ast.Match | ast.Call


@dataclass(slots=True)
class Looks:
    """What one function does with answers, by the key of each; read in one go."""

    raising: dict[Key, ast.Call] = field(default_factory=dict)
    at_status: dict[Key, list[Branch]] = field(default_factory=dict)
    at_value: dict[Key, list[Branch]] = field(default_factory=dict)
    given: dict[Key, list[ast.Call]] = field(default_factory=dict)
    returned: set[Key] = field(default_factory=set)
    last_shown: int = 0  # the last line that shows an error, handlers left out
    raises: bool = False
    sees_status: bool = False


def keys_of(source: PythonSource, call: ast.Call) -> list[Key]:
    """How an answer is spoken of: by the call itself, and by its names."""
    return [call, *_bound(source, call)]


def _bound(source: PythonSource, call: ast.Call) -> set[str]:
    """The names of the answer: `status, body = api.post(…)`, `if answer := httpx.get(…)`."""
    held: ast.AST = call
    parent = source.parent(held)
    if isinstance(parent, ast.Await):
        held, parent = parent, source.parent(parent)
    targets: list[ast.expr] = []
    if isinstance(parent, ast.Assign):
        targets = parent.targets
    elif isinstance(parent, ast.NamedExpr | ast.AnnAssign):
        targets = [parent.target]
    return {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}


def looks_of(source: PythonSource, node: ast.AST) -> Looks:
    """Of the function around a node, or of the module."""
    function = source.function_of(node) or source.tree
    known = source.derive(_all_looks)
    if function not in known:
        known[function] = _read(source, function)
    return known[function]


def _all_looks(_: PythonSource) -> dict[ast.AST, Looks]:
    return {}


def _read(source: PythonSource, function: ast.AST) -> Looks:
    looks = Looks()
    for branch in source.within(function, ast.If):
        _read_branch(source, looks, branch, branch.test)
    for match in source.within(function, ast.Match):
        _read_branch(source, looks, match, match.subject)
    for call in source.within(function, ast.Call):
        _read_call(source, looks, call)
        if isinstance(call.func, ast.IfExp):  # (st.success if done else st.error)(…)
            _read_branch(source, looks, call, call.func.test)
    for answer in source.within(function, ast.Return):
        looks.returned |= _key_of(answer.value)
    looks.sees_status = any(a.attr in STATUSES for a in source.within(function, ast.Attribute))
    return looks


def _read_branch(source: PythonSource, looks: Looks, branch: Branch, looked: ast.expr) -> None:
    for node in source.walk(looked):
        for key in _key_of(node):
            looks.at_value.setdefault(key, []).append(branch)
        if isinstance(node, ast.Attribute) and node.attr in STATUSES:
            for key in _key_of(node.value):
                looks.at_status.setdefault(key, []).append(branch)


def _read_call(source: PythonSource, looks: Looks, call: ast.Call) -> None:
    if isinstance(call.func, ast.Attribute) and call.func.attr == "raise_for_status":
        looks.raises = True
        for key in _key_of(call.func.value):
            looks.raising.setdefault(key, call)
    if SHOWS_ERROR.search(last_name(call)) and not any(
        isinstance(a, ast.ExceptHandler) for a in source.ancestors(call)
    ):
        looks.last_shown = max(looks.last_shown, call.lineno)
    if not source.name(call.func).startswith("streamlit."):
        for argument in call.args:
            for key in _key_of(argument):
                looks.given.setdefault(key, []).append(call)


def _key_of(node: ast.AST | None) -> set[Key]:
    if isinstance(node, ast.Name):
        return {node.id}
    return {node} if isinstance(node, ast.Call) else set()
