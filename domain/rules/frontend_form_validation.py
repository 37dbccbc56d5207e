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
import re
from collections.abc import Callable

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    ValidationRule,
)
from domain.rules.streamlit_pages import (
    MAX_DEPTH,
    api_calls,
    call_sites,
    holds_on_every_way,
    last_name,
)

SUBMIT = "form_submit_button"
INPUTS = frozenset(
    [
        "text_input",
        "number_input",
        "text_area",
        "selectbox",
        "multiselect",
        "slider",
        "select_slider",
        "date_input",
        "time_input",
        "checkbox",
        "radio",
        "toggle",
        "file_uploader",
        "color_picker",
        "data_editor",
    ]
)
REMOVES = re.compile(r"^(?:delete|remove)(?:_|$)")  # sends nothing that was typed
CHECKS = re.compile(
    r"(?:^|_)(?:valid|validate|invalid|errors?|problems?|issues?|missing|check|complete|answers)(?:_|$)"
)


def check(source: PythonSource) -> Inspection:
    """Subjects: forms, and the writes that a submit button leads to."""
    forms = [c for c in source.of(ast.Call) if source.name(c.func) == "streamlit.form"]
    submits = [c for c in source.of(ast.Call) if last_name(c) == SUBMIT]
    answers = _answers(source)
    is_submitted = _submitted(source)
    sent = [c.node for c in source.derive(api_calls) if c.writes and is_submitted(c.node)]
    writes = [call for call in sent if not REMOVES.match(last_name(call))]
    guarded = holds_on_every_way(source, lambda call: _is_guarded(source, call, answers))
    findings = [
        source.finding(form, "the form has no submit button")
        for form in forms
        if not _has_submit(source, form)
    ]
    unchecked = [
        place
        for write in writes
        if not guarded(write)
        for place in _sent_from(source, write, guarded)
    ]
    findings += [
        source.finding(call, "what was typed is sent without a check")
        for call in dict.fromkeys(unchecked)
    ]
    doubts: tuple[Finding, ...] = ()
    tests = [node.test for node in source.of(ast.If)]
    tests += [node.subject for node in source.of(ast.Match)]
    checked = any(_looks_at_answers(source, test, answers) for test in tests)
    if submits and not writes and not checked:
        message = "the form is sent elsewhere; nothing is checked here"
        doubts = (source.finding(submits[0], message),)
    return Inspection(len(forms) + len(writes), tuple(findings), doubts)


def _sent_from(
    source: PythonSource, call: ast.Call, guarded: Callable[[ast.Call], bool]
) -> list[ast.Call]:
    """The call, or where the function of the form calls the helper that has it."""
    function = source.function_of(call)
    if function is None or any(last_name(c) == SUBMIT for c in source.within(function, ast.Call)):
        return [call]
    sites = [site for site in call_sites(source, function) if not guarded(site)]
    forms = [
        site
        for site in sites
        if any(
            last_name(c) == SUBMIT
            for c in source.within(source.function_of(site) or source.tree, ast.Call)
        )
    ]
    return forms or [call]


def _has_submit(source: PythonSource, form: ast.Call) -> bool:
    """Inside of `with st.form(…)`, or in a function of the module that is called there."""
    parent = source.parent(form)
    if not isinstance(parent, ast.withitem):
        return any(last_name(c) == SUBMIT for c in source.of(ast.Call))
    block = source.parent(parent)
    calls = [n for n in source.walk(block) if isinstance(n, ast.Call)] if block else []
    names = {last_name(c) for c in calls}
    if SUBMIT in names:
        return True
    helpers = [f for f in source.functions() if f.name in names]
    return any(
        last_name(c) == SUBMIT for f in helpers for c in source.walk(f) if isinstance(c, ast.Call)
    )


def _answers(source: PythonSource) -> set[str]:
    """The names of what was typed, and of what was made of it."""
    answers: set[str] = set()
    for assign in sorted(source.of(ast.Assign), key=lambda a: a.lineno):
        typed = any(
            (isinstance(node, ast.Call) and last_name(node) in INPUTS)
            or (isinstance(node, ast.Name) and node.id in answers)
            or (isinstance(node, ast.Attribute) and node.attr == "session_state")
            for node in source.walk(assign.value)
        )
        if typed:
            answers |= {
                n.id for t in assign.targets for n in source.walk(t) if isinstance(n, ast.Name)
            }
    return answers


def _submitted(source: PythonSource) -> Callable[[ast.Call], bool]:
    """Whether a form's function sends this: the submit button is in it, or leads to it."""
    submits = {source.function_of(c) for c in source.of(ast.Call) if last_name(c) == SUBMIT}
    known: dict[tuple[str, int], bool] = {}

    def is_submitted(call: ast.Call, depth: int = MAX_DEPTH) -> bool:
        function = source.function_of(call)
        if function in submits:
            return True
        if function is None or depth == 0:
            return False
        asked = function.name, depth
        if asked not in known:
            sites = call_sites(source, function)
            known[asked] = any(is_submitted(site, depth - 1) for site in sites)
        return known[asked]

    return is_submitted


def _is_guarded(source: PythonSource, call: ast.Call, answers: set[str]) -> bool:
    """An enclosing condition, or an earlier one that leaves, looks at the answers."""
    child: ast.AST = call
    for ancestor in source.ancestors(call):
        if isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef):
            return _leaves_before(source, ancestor.body, child, answers)
        decision = _decided_by(ancestor)
        if decision is child:  # `if send(title):` sends before it decides
            decision = None
        if decision is not None and _looks_at_answers(source, decision, answers):
            return True
        for field in ("body", "orelse", "finalbody"):
            block = getattr(ancestor, field, None)
            if isinstance(block, list) and _leaves_before(source, block, child, answers):
                return True
        child = ancestor
    return False


def _decided_by(node: ast.AST) -> ast.expr | None:
    """What decides whether the inside of a statement runs."""
    if isinstance(node, ast.Match) and len(node.cases) > 1:
        return node.subject
    return node.test if isinstance(node, ast.If) else None


def _leaves_before(
    source: PythonSource, block: list[ast.stmt], child: ast.AST, answers: set[str]
) -> bool:
    if child not in block:
        return False
    return any(_lets_pass(source, one, answers) for one in block[: block.index(child)])


def _lets_pass(source: PythonSource, statement: ast.stmt, answers: set[str]) -> bool:
    """`if not title: …; return`, and a model that is made in a try whose handler leaves."""
    if isinstance(statement, ast.If):
        return _looks_at_answers(source, statement.test, answers) and _leaves(statement.body)
    if not isinstance(statement, ast.Try) or not any(_leaves(h.body) for h in statement.handlers):
        return False
    given = (n for s in statement.body for n in source.walk(s) if isinstance(n, ast.Name))
    return any(name.id in answers for name in given)


def _leaves(body: list[ast.stmt]) -> bool:
    last = body[-1]
    if isinstance(last, ast.Return | ast.Raise | ast.Continue):
        return True
    call = last.value if isinstance(last, ast.Expr) else None
    return isinstance(call, ast.Call) and last_name(call) in ("stop", "rerun")


def _looks_at_answers(source: PythonSource, test: ast.expr, answers: set[str]) -> bool:
    """Whether the condition is about what was typed, or about the outcome of a check of it."""
    nodes = source.walk(test)
    words = {n.id for n in nodes if isinstance(n, ast.Name)}
    named = words | {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    return bool(words & answers) or any(CHECKS.search(word) for word in named)


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
