r"""FE001: every form has a submit button, and what was typed is checked before it is sent.

A form that sends whatever was typed shows people the server's error instead of their own.

>>> from domain.rules.python_source import read_python
>>> form = '''import streamlit as st, httpx
... with st.form("f"):
...     name = st.text_input("Name")
...     sent = st.form_submit_button("Save")
... '''
>>> check(read_python(form + "if sent and name.strip():\n    httpx.post(URL)")).lines
()
>>> check(read_python(form + "if sent:\n    httpx.post(URL)")).lines
(6,)
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
from domain.rules.streamlit_pages import api_calls, call_sites, holds_on_every_way, last_name

SUBMIT = "form_submit_button"


def check(source: PythonSource) -> Inspection:
    """Subjects: forms, and the writes that a submit button leads to."""
    forms = [c for c in source.of(ast.Call) if source.name(c.func) == "streamlit.form"]
    submits = [c for c in source.of(ast.Call) if last_name(c) == SUBMIT]
    flags = _flags(source, submits)
    writes = [c for c in source.derive(api_calls) if c.writes and _is_submitted(source, c.node)]
    findings = [
        source.finding(form, "the form has no submit button")
        for form in forms
        if not _has_submit(source, form)
    ]
    findings += [
        source.finding(write.node, "what was typed is sent without a check")
        for write in writes
        if not holds_on_every_way(source, write.node, lambda c: _is_guarded(source, c, flags))
    ]
    doubts: tuple[Finding, ...] = ()
    if submits and not writes and not _checks(source, flags):
        message = "the form is sent elsewhere; nothing is checked here"
        doubts = (source.finding(submits[0], message),)
    return Inspection(len(forms) + len(writes), tuple(findings), doubts)


def _has_submit(source: PythonSource, form: ast.Call) -> bool:
    """Inside of `with st.form(…)`, or in a function of the module that is called there."""
    parent = source.parent(form)
    if not isinstance(parent, ast.withitem):
        return any(last_name(c) == SUBMIT for c in source.of(ast.Call))
    block = source.parent(parent)
    calls = [n for n in ast.walk(block) if isinstance(n, ast.Call)] if block else []
    names = {last_name(c) for c in calls}
    if SUBMIT in names:
        return True
    helpers = [f for f in source.functions() if f.name in names]
    return any(
        last_name(c) == SUBMIT for f in helpers for c in ast.walk(f) if isinstance(c, ast.Call)
    )


def _flags(source: PythonSource, submits: list[ast.Call]) -> set[str]:
    """The names that say "the button was pressed": a test of them alone checks nothing."""
    flags: set[str] = set()
    for submit in submits:
        parent = source.parent(submit)
        if isinstance(parent, ast.Assign):
            flags |= {t.id for t in parent.targets if isinstance(t, ast.Name)}
        elif isinstance(parent, ast.NamedExpr):
            flags.add(parent.target.id)
    return flags


def _is_submitted(source: PythonSource, call: ast.Call, depth: int = 4) -> bool:
    """Whether a form's function sends this: the submit button is in it, or leads to it."""
    function = source.function_of(call)
    scope = function or source.tree
    if any(last_name(c) == SUBMIT for c in source.within(scope, ast.Call)):
        return True
    if function is None or depth == 0:
        return False
    return any(_is_submitted(source, site, depth - 1) for site in call_sites(source, function))


def _is_guarded(source: PythonSource, call: ast.Call, flags: set[str]) -> bool:
    """An enclosing condition, or an earlier one that leaves, looks at more than the button."""
    child: ast.AST = call
    for ancestor in source.ancestors(call):
        if isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef):
            return _leaves_before(ancestor.body, child, flags)
        if isinstance(ancestor, ast.If) and _looks_at_more(ancestor.test, flags):
            return True
        for field in ("body", "orelse", "finalbody"):
            block = getattr(ancestor, field, None)
            if isinstance(block, list) and _leaves_before(block, child, flags):
                return True
        child = ancestor
    return False


def _leaves_before(block: list[ast.stmt], child: ast.AST, flags: set[str]) -> bool:
    if child not in block:
        return False
    return any(
        isinstance(s, ast.If) and _looks_at_more(s.test, flags) and _leaves(s.body)
        for s in block[: block.index(child)]
    )


def _leaves(body: list[ast.stmt]) -> bool:
    last = body[-1]
    if isinstance(last, ast.Return | ast.Raise | ast.Continue):
        return True
    call = last.value if isinstance(last, ast.Expr) else None
    return isinstance(call, ast.Call) and last_name(call) in ("stop", "rerun")


def _looks_at_more(test: ast.expr, flags: set[str]) -> bool:
    """More than the flags and the button itself."""
    if isinstance(test, ast.Constant):
        return False
    if isinstance(test, ast.Call) and last_name(test) in (SUBMIT, "button"):
        return False
    names = {n.id for n in ast.walk(test) if isinstance(n, ast.Name)}
    return not names <= flags or not names


def _checks(source: PythonSource, flags: set[str]) -> bool:
    return any(_looks_at_more(node.test, flags) for node in source.of(ast.If))


RULE = PythonRule(
    ValidationRule(
        rule_id="frontend_form_validation",
        description="Forms must check what was typed before they send it",
        category=Category.FRONTEND,
        required_patterns=(r"form_submit_button\(",),
        uncertainty_triggers=(r"\bst\.components\.v[12]\b",),
        confidence_threshold=0.95,
    ),
    check,
)
