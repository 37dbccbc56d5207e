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

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    ValidationRule,
)
from domain.rules.python_source import SCOPES, UNKNOWN, keyword

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

_TEXT = (ast.Constant, ast.JoinedStr, ast.FormattedValue, ast.Name, ast.BinOp)


def check(source: PythonSource) -> Inspection:
    """Subjects: widgets of streamlit; one in a loop needs a key (of a form: its first argument)."""
    widgets = [c for c in source.of(ast.Call) if _widget(source, c) in WIDGETS]
    findings: list[Finding] = []
    doubts: list[Finding] = []
    for call in widgets:
        loop = _loop(source, call)
        key = keyword(call, "key")
        if _widget(source, call) == "form" and key is None:
            key = call.args[0] if call.args else None
        if loop is None or _widget(source, call) == "form_submit_button":
            continue
        if key is None and not _label_varies(call, loop):
            findings.append(source.finding(call, "a widget in a loop has no key of its own"))
        elif key is not None and _stays_the_same(source, key, loop):
            findings.append(source.finding(call, "every turn of the loop uses the same key"))
    return Inspection(len(widgets), tuple(findings), tuple(doubts))


def _widget(source: PythonSource, call: ast.Call) -> str:
    name = source.name(call.func)
    return name.rpartition(".")[2] if name.startswith("streamlit.") else ""


def _loop(source: PythonSource, call: ast.Call) -> ast.For | ast.While | ast.AST | None:
    """The loop or comprehension whose body draws the widget."""
    child: ast.AST = call
    for ancestor in source.ancestors(call):
        if isinstance(ancestor, SCOPES):
            return None
        if isinstance(ancestor, ast.For | ast.While) and child in ancestor.body:
            return ancestor
        if isinstance(ancestor, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            return ancestor
        child = ancestor
    return None


def _stays_the_same(source: PythonSource, key: ast.expr, loop: ast.AST) -> bool:
    """A constant, or a text made of names that no turn of the loop binds."""
    if source.literal(key) is not UNKNOWN:
        return True
    nodes = source.walk(key)
    names = {n.id for n in nodes if isinstance(n, ast.Name)}
    bound = {
        n.id for n in source.walk(loop) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    return not names & bound and all(isinstance(node, _TEXT) for node in nodes)


def _label_varies(call: ast.Call, loop: ast.AST) -> bool:
    """The label is made from the loop's variables: different labels are different widgets."""
    target = getattr(loop, "target", None)
    targets = (
        [target] if target is not None else [g.target for g in getattr(loop, "generators", [])]
    )
    names = {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    label = call.args[0] if call.args else keyword(call, "label")
    used = {n.id for n in ast.walk(label) if isinstance(n, ast.Name)} if label else set()
    return bool(used & names)


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
