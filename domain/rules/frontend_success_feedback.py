r"""FE003: after a change the page says that it worked.

Without a word people press the button again, and the record exists twice.

>>> from domain.rules.python_source import read_python
>>> page = "import streamlit as st, httpx\nhttpx.post(URL)\n"
>>> check(read_python(page + "st.success('Saved')")).lines
()
>>> check(read_python(page)).lines
(2,)
"""

import ast

from domain.rules.inspection import (
    Category,
    Inspection,
    PythonRule,
    PythonSource,
    ValidationRule,
)
from domain.rules.streamlit_pages import (
    SHOWS_SUCCESS,
    api_calls,
    holds_on_every_way,
    is_left_to_callers,
    last_name,
)


def check(source: PythonSource) -> Inspection:
    """Subjects: calls that change something, in functions that draw or are called by such."""
    calls = [
        c
        for c in source.derive(api_calls)
        if c.writes and not is_left_to_callers(source, c.function)
    ]
    followed = holds_on_every_way(source, lambda call: _is_followed(source, call))
    findings = tuple(
        source.finding(call.node, "nothing says that this change worked")
        for call in calls
        if not followed(call.node)
    )
    return Inspection(len(calls), findings)


def _is_followed(source: PythonSource, call: ast.Call, depth: int = 2) -> bool:
    """A message after the call in the same function, not in a handler of its errors."""
    scope = source.function_of(call) or source.tree
    return any(
        _is_message(source, later, depth) and not _in_handler_of(source, later, call)
        for later in _steps(source, scope)
        if (later.lineno, later.col_offset) > (call.lineno, call.col_offset)
    )


def _is_message(source: PythonSource, node: ast.Call | ast.Assign, depth: int) -> bool:
    if isinstance(node, ast.Assign):
        text = " ".join(ast.unparse(t) for t in node.targets).lower()
        return "session_state" in text and bool(
            SHOWS_SUCCESS.search(text.replace('"', "_").replace("'", "_"))
        )
    if SHOWS_SUCCESS.search(last_name(node)):
        return True
    helper = next((f for f in source.functions() if f.name == last_name(node)), None)
    if helper is None or depth == 0:
        return False
    return any(_is_message(source, step, depth - 1) for step in _steps(source, helper))


def _steps(source: PythonSource, scope: ast.AST) -> list[ast.Call | ast.Assign]:
    return [*source.within(scope, ast.Call), *source.within(scope, ast.Assign)]


def _in_handler_of(source: PythonSource, node: ast.AST, call: ast.Call) -> bool:
    """The message is in an except of the try that the call is in."""
    around = {a for a in source.ancestors(call) if isinstance(a, ast.Try)}
    return any(
        isinstance(a, ast.ExceptHandler) and source.parent(a) in around
        for a in source.ancestors(node)
    )


RULE = PythonRule(
    ValidationRule(
        rule_id="frontend_success_feedback",
        description="A change that worked must be confirmed to the user",
        category=Category.FRONTEND,
        required_patterns=(r"\bst\.(?:success|toast|balloons)\(",),
        uncertainty_triggers=(r"\bst\.components\.v[12]\b",),
        confidence_threshold=0.95,
    ),
    check,
)
