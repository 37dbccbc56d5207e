r"""FE006: a widget that is drawn in a loop has a key.

Two widgets with the same label and no key are one to Streamlit: the page ends with
DuplicateElementId as soon as there are two rows.

>>> from domain.rules.python_source import read_python
>>> loop = "import streamlit as st\nfor row in rows:\n    "
>>> check(read_python(loop + "st.button('Delete', key=f'delete-{row.id}')")).lines
()
>>> check(read_python(loop + "st.button('Delete')")).lines
(3,)
"""

import ast
from collections.abc import Iterable

from domain.rules.flow import End, ends
from domain.rules.inspection import (
    Category,
    Inspection,
    PythonRule,
    PythonSource,
    ValidationRule,
)
from domain.rules.python_source import SCOPES, Function, keyword, parameters
from domain.rules.streamlit_pages import call_sites

WIDGETS = frozenset(
    [
        "button",
        "checkbox",
        "radio",
        "selectbox",
        "multiselect",
        "slider",
        "select_slider",
        "text_input",
        "number_input",
        "text_area",
        "date_input",
        "time_input",
        "file_uploader",
        "color_picker",
        "toggle",
        "data_editor",
        "download_button",
        "form",
        "form_submit_button",
    ]
)

LOOPS = (ast.For, ast.AsyncFor, ast.While)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Loop = ast.AST
MAX_DEPTH = 3  # how many functions of the module may stand between a loop and its widget


def check(source: PythonSource) -> Inspection:
    """Subjects: widgets; one in a loop needs a key (of a form: its first argument) that varies.

    Loops around the calls of a function that draws a widget count as well.
    """
    widgets = source.derive(_widgets)
    findings = [
        source.finding(call, message) for call in widgets if (message := _problem(source, call))
    ]
    findings += [
        source.finding(call, "another widget has the same key")
        for call in _twice(source, widgets)
        if call.lineno not in {found.line for found in findings}
    ]
    return Inspection(len(widgets), tuple(sorted(findings, key=lambda f: f.line)))


def _widgets(source: PythonSource) -> list[ast.Call]:
    """`st.button(…)`, and `column.button(…)` of a container."""
    if "streamlit" not in {name.partition(".")[0] for name in source.imports.values()}:
        return []
    return [call for call in source.of(ast.Call) if _kind(source, call) in WIDGETS]


def _kind(source: PythonSource, call: ast.Call) -> str:
    root, _, last = source.name(call.func).rpartition(".")
    if not isinstance(call.func, ast.Attribute) and root != "streamlit":
        return ""
    first = root.partition(".")[0]
    foreign = first in set(source.imports.values()) and first != "streamlit"
    return "" if foreign else (last or getattr(call.func, "attr", ""))


def _problem(source: PythonSource, call: ast.Call) -> str:
    if _kind(source, call) == "form_submit_button":
        return ""
    key = _key(source, call)
    told = key or (call.args[0] if call.args else keyword(call, "label"))
    if _varies_everywhere(source, call, told):
        return ""
    if key is None:
        return "a widget in a loop has no key of its own"
    return "every turn of a loop uses the same key"


def _key(source: PythonSource, call: ast.Call) -> ast.expr | None:
    key = keyword(call, "key")
    is_form = _kind(source, call) == "form" and bool(call.args)
    return call.args[0] if key is None and is_form else key


def _varies_everywhere(
    source: PythonSource, at: ast.Call, told: ast.expr | None, depth: int = MAX_DEPTH
) -> bool:
    """Whether the expression differs in every turn of every loop around its place."""
    inner: list[Loop] = []
    for loop in _loops(source, at):
        if not _varies(source, told, loop, inner):
            return False
        inner.append(loop)
    function = source.function_of(at)
    if function is None or depth == 0:
        return True
    given = _parameters(source, function, told)
    sites = call_sites(source, function)
    return all(
        _varies_everywhere(source, site, _given(site, function, given), depth - 1)
        for site in sites
        if isinstance(site.func, ast.Name) and site.func.id == function.name
    )


def _loops(source: PythonSource, call: ast.Call) -> list[Loop]:
    """The loops and comprehensions whose body has the call, the innermost first."""
    found: list[Loop] = []
    child: ast.AST = call
    for ancestor in source.ancestors(call):
        if isinstance(ancestor, SCOPES):
            break
        in_body = isinstance(ancestor, LOOPS) and child in ancestor.body
        if in_body or isinstance(ancestor, COMPREHENSIONS):
            found.append(ancestor)
        child = ancestor
    return found


def _varies(source: PythonSource, told: ast.expr | None, loop: Loop, inner: list[Loop]) -> bool:
    """It is made of what a turn binds, or of an inner loop over such; a call may give anything."""
    if told is None:
        return False
    names = _names(source, told)
    bound = _bound(source, loop) - (_bound(source, inner[-1]) if inner else set())
    if names & bound or any(isinstance(node, ast.Call) for node in ast.walk(told)):
        return True
    return any(
        names & _bound(source, one) and _names_of_all(_iterables(one)) & bound for one in inner
    )


def _names(source: PythonSource, told: ast.expr) -> set[str]:
    """The names in an expression, and those that their values in the function are made of."""
    found = _names_of_all([told])
    scope = source.function_of(told) or source.tree if source.holds(told) else source.tree
    for _ in range(3):
        for assign in source.within(scope, ast.Assign):
            if found & _names_of_all(assign.targets):
                found |= _names_of_all([assign.value])
    return found


def _names_of_all(nodes: Iterable[ast.AST]) -> set[str]:
    return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)}


def _bound(source: PythonSource, loop: Loop) -> set[str]:
    """What a turn of a loop gives another value."""
    return {
        n.id for n in source.walk(loop) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }


def _iterables(loop: Loop) -> list[ast.expr]:
    if isinstance(loop, ast.For | ast.AsyncFor):
        return [loop.iter]
    return [one.iter for one in getattr(loop, "generators", [])]


def _parameters(source: PythonSource, function: Function, told: ast.expr | None) -> set[str]:
    """The parameters that the expression is made of."""
    return _names(source, told) & parameters(function) if told is not None else set()


def _given(site: ast.Call, function: Function, names: set[str]) -> ast.expr | None:
    """What a call gives for these parameters, as one expression; None where it gives nothing."""
    order = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    values = [value for name, value in zip(order, site.args, strict=False) if name in names]
    values += [k.value for k in site.keywords if k.arg in names or k.arg is None]
    values += [value for value in site.args if isinstance(value, ast.Starred)]
    return ast.Tuple(values, ast.Load()) if values else None


def _twice(source: PythonSource, widgets: list[ast.Call]) -> list[ast.Call]:
    """Widgets of one function whose key is one that was used before on the same way."""
    found = []
    seen: dict[tuple[ast.AST | None, str], ast.Call] = {}
    for call in sorted(widgets, key=lambda one: one.lineno):
        key = source.literal(keyword(call, "key"))
        if isinstance(key, str):
            earlier = seen.setdefault((source.function_of(call), key), call)
            if earlier is not call and not _exclude_each_other(source, earlier, call):
                found.append(call)
    return found


def _exclude_each_other(source: PythonSource, one: ast.AST, other: ast.AST) -> bool:
    """They stand in two arms of one decision, or one of them in an arm that leaves."""
    above = {id(a) for a in source.ancestors(one)}
    meeting = next(a for a in source.ancestors(other) if id(a) in above)
    if isinstance(meeting, ast.If | ast.Match | ast.Try):
        return True
    arms = [a for a in source.ancestors(one) if isinstance(a, ast.If) and a is not meeting]
    return any(End.FALLS not in ends(arm.body) for arm in arms)


RULE = PythonRule(
    ValidationRule(
        rule_id="frontend_widget_keys",
        description="Widgets in a loop must have keys of their own",
        category=Category.FRONTEND,
        required_patterns=(r"\bkey\s*=",),
        uncertainty_triggers=(r"\bst\.components\.v[12]\b",),
        confidence_threshold=0.95,
    ),
    check,
)
