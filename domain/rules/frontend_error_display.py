r"""FE002: when the API refuses or does not answer, the page says so.

Without it people see a traceback, or nothing at all and believe that it worked.

>>> from domain.rules.python_source import read_python
>>> page = "import streamlit as st, httpx\n"
>>> good = "try:\n    httpx.get(URL)\nexcept httpx.HTTPError:\n    st.error('No answer')"
>>> check(read_python(page + good)).lines
()
>>> check(read_python(page + "httpx.get(URL)")).lines
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
    SHOWS_ERROR,
    ApiCall,
    api_calls,
    holds_on_every_way,
    is_left_to_callers,
    is_streamlit,
    last_name,
)

STATUSES = frozenset({"status_code", "ok", "is_success", "is_error"})


def check(source: PythonSource) -> Inspection:
    """Subjects: calls of the API in functions that draw, or that are called by such."""
    calls = [c for c in source.derive(api_calls) if not is_left_to_callers(source, c.function)]
    shown = holds_on_every_way(source, lambda call: _is_shown(source, call))
    findings = tuple(
        source.finding(call.node, "an error of this call is not shown to the user")
        for call in calls
        if not shown(call.node)
    )
    doubts = tuple(
        source.finding(call.node, "nothing looks at the status, and a refusal raises nothing")
        for call in calls
        if call.writes and not _may_be_looked_at(source, call)
    )
    return Inspection(len(calls), findings, doubts)


def _may_be_looked_at(source: PythonSource, call: ApiCall) -> bool:
    """httpx and requests raise nothing for a status; their caller, or the function's, looks."""
    if source.name(call.node.func).partition(".")[0] not in ("httpx", "requests"):
        return True
    if any(isinstance(ancestor, ast.Return) for ancestor in source.ancestors(call.node)):
        return True
    looks = STATUSES | {"raise_for_status"}
    scope = call.function or source.tree
    return any(node.attr in looks for node in source.within(scope, ast.Attribute))


def _is_shown(source: PythonSource, call: ast.Call) -> bool:
    """A try around the call shows what it catches, or the answer's status is looked at."""
    child: ast.AST = call
    for ancestor in source.ancestors(call):
        if isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            break
        handlers = ancestor.handlers if isinstance(ancestor, ast.Try) else []
        inside = isinstance(ancestor, ast.Try) and child in ancestor.body
        if inside and any(_shows(source, handler) for handler in handlers):
            return True
        if isinstance(ancestor, ast.With) and any(
            _guards(source, item.context_expr) for item in ancestor.items
        ):
            return True
        child = ancestor
    return _status_is_shown(source, call) or _answer_is_tested(source, call)


def _answer_is_tested(source: PythonSource, call: ast.Call) -> bool:
    """`status, body = api.post(…)`, then `if status != 201: st.error(…)`.

    Only of a client of one's own: httpx and requests raise, or answer with a status.
    """
    if source.name(call.func).partition(".")[0] in ("httpx", "requests"):
        return False
    parent, scope = source.parent(call), source.function_of(call) or source.tree
    bound: list[ast.AST] = [call]
    if isinstance(parent, ast.Assign):
        bound += parent.targets
    elif isinstance(parent, ast.NamedExpr):
        bound.append(parent.target)
    names = {n.id for target in bound[1:] for n in ast.walk(target) if isinstance(n, ast.Name)}
    return any(
        _shows(source, branch)
        for branch in source.within(scope, ast.If)
        if branch.lineno >= call.lineno
        and any(
            n is call or (isinstance(n, ast.Name) and n.id in names) for n in ast.walk(branch.test)
        )
    )


def _guards(source: PythonSource, manager: ast.expr) -> bool:
    """`with problems_shown():`, a context manager of the module that shows what it catches."""
    if not isinstance(manager, ast.Call):
        return False
    made = next((f for f in source.functions() if f.name == last_name(manager)), None)
    return made is not None and any(
        _shows(source, handler)
        for attempt in source.within(made, ast.Try)
        if any(isinstance(node, ast.Yield) for s in attempt.body for node in ast.walk(s))
        for handler in attempt.handlers
    )


def _shows(source: PythonSource, block: ast.AST, depth: int = 2) -> bool:
    """`st.error(…)`, a function of that kind, or one of the module's that does it."""
    for call in source.within(block, ast.Call):
        if SHOWS_ERROR.search(last_name(call)):
            return True
        helper = next((f for f in source.functions() if f.name == last_name(call)), None)
        if helper is not None and depth > 0 and _shows(source, helper, depth - 1):
            return True
    return any(_keeps(statement) for statement in source.within(block, ast.Assign))


def _keeps(statement: ast.Assign) -> bool:
    """`errors = …` or `st.session_state["error"] = …`: shown later."""
    text = " ".join(ast.unparse(target) for target in statement.targets).lower()
    return "error" in text or "problem" in text


def _status_is_shown(source: PythonSource, call: ast.Call) -> bool:
    """`if response.status_code >= 400: st.error(…)` in the same function."""
    scope = source.function_of(call) or source.tree
    tests = [node.test for node in source.within(scope, ast.If)]
    tests += [node.subject for node in source.within(scope, ast.Match)]
    looks = any(
        isinstance(node, ast.Attribute) and node.attr in STATUSES
        for test in tests
        for node in ast.walk(test)
    )
    shows = any(
        is_streamlit(source, c) and SHOWS_ERROR.search(last_name(c))
        for c in source.within(scope, ast.Call)
    )
    return looks and shows


RULE = PythonRule(
    ValidationRule(
        rule_id="frontend_error_display",
        description="Errors of the API must be shown to the user",
        category=Category.FRONTEND,
        required_patterns=(r"\bst\.(?:error|warning|exception)\(",),
        uncertainty_triggers=(r"\bst\.components\.v[12]\b",),
        confidence_threshold=0.95,
    ),
    check,
)
