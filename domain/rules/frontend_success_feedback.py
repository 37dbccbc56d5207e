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
from domain.rules.shown_errors import by_name
from domain.rules.streamlit_pages import (
    SHOWS_SUCCESS,
    api_calls,
    holds_on_every_way,
    is_left_to_callers,
    is_streamlit,
    last_name,
)

STAYS = frozenset({"toast"})  # over a rerun


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


def _is_followed(source: PythonSource, call: ast.Call) -> bool:
    """A message after the call in the same function, not in a handler of its errors."""
    scope = source.function_of(call) or source.tree
    return any(
        (message.lineno, message.col_offset) > (call.lineno, call.col_offset)
        and not _in_handler_of(source, message, call)
        for message in _messages(source, scope)
    )


def _messages(source: PythonSource, scope: ast.AST, depth: int = 2) -> list[ast.Call | ast.Assign]:
    """What tells the user that something worked, the last first: a call is followed by its end."""
    known = source.derive(_known_messages)
    if (scope, depth) not in known:
        steps: list[ast.Call | ast.Assign] = list(source.within(scope, ast.Call))
        steps += source.within(scope, ast.Assign)
        found = [step for step in steps if _is_message(source, step, depth)]
        known[scope, depth] = sorted(found, key=lambda step: step.lineno, reverse=True)
    return known[scope, depth]


def _known_messages(_: PythonSource) -> dict[tuple[ast.AST, int], list[ast.Call | ast.Assign]]:
    return {}


def _is_message(source: PythonSource, node: ast.Call | ast.Assign, depth: int) -> bool:
    if isinstance(node, ast.Assign):
        text = " ".join(ast.unparse(t) for t in node.targets).lower()
        return "session_state" in text and bool(
            SHOWS_SUCCESS.search(text.replace('"', "_").replace("'", "_"))
        )
    helper = source.derive(by_name).get(last_name(node))
    if helper is not None:
        return depth > 0 and bool(_messages(source, helper, depth - 1))
    if not SHOWS_SUCCESS.search(last_name(node)):
        return False
    return last_name(node) in STAYS or not (is_streamlit(source, node) and _is_wiped(source, node))


def _is_wiped(source: PythonSource, message: ast.Call) -> bool:
    """`st.success(…)` and then `st.rerun()`: the page is drawn anew before anybody can read."""
    child: ast.AST = message
    for ancestor in source.ancestors(message):
        for block in (getattr(ancestor, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list) and child in block:
                for later in block[block.index(child) + 1 :]:
                    call = later.value if isinstance(later, ast.Expr) else None
                    last = last_name(call) if isinstance(call, ast.Call) else ""
                    if last == "rerun":
                        return True
                    if last == "sleep" or isinstance(later, ast.Return | ast.Raise):
                        return False
        if isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        child = ancestor
    return False


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
