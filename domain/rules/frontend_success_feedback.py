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
import re

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    ValidationRule,
)
from domain.rules.shown_errors import by_name
from domain.rules.streamlit_pages import (
    SHOWS_SUCCESS,
    api_calls,
    call_sites,
    drawn_by,
    holds_on_every_way,
    is_left_to_callers,
    is_streamlit,
    last_name,
)

Step = ast.Call | ast.Assign
STAYS = frozenset({"toast"})  # over a rerun


def check(source: PythonSource) -> Inspection:
    """Subjects: calls that change something, in functions that draw or are called by such."""
    calls = [
        c
        for c in source.derive(api_calls)
        if c.writes and not is_left_to_callers(source, c.function)
    ]
    followed = holds_on_every_way(source, lambda call: _is_followed(source, call))
    findings = tuple(_silent(source, call.node) for call in calls if not followed(call.node))
    return Inspection(len(calls), findings)


def _silent(source: PythonSource, call: ast.Call) -> Finding:
    function = source.function_of(call)
    sites = call_sites(source, function) if function is not None else []
    wiped = next((found for one in (call, *sites) if (found := _wiped_after(source, one))), [])
    if wiped:
        return source.finding(wiped[-1], "this is wiped by the rerun before anybody can read it")
    return source.finding(call, "nothing says that this change worked")


def _wiped_after(source: PythonSource, call: ast.Call) -> list[Step]:
    """The messages after a call that nobody can read."""
    scope = source.function_of(call) or source.tree
    stays = _messages(source, scope)
    every = _messages(source, scope, even_wiped=True)
    later = [one for one in every if one.lineno >= call.lineno and one is not call]
    return [one for one in later if one not in stays]


def _is_followed(source: PythonSource, call: ast.Call) -> bool:
    """A message after the call in the same function, not in a handler of its errors."""
    scope = source.function_of(call) or source.tree
    return any(
        (message.lineno, message.col_offset) > (call.lineno, call.col_offset)
        and not _in_handler_of(source, message, call)
        for message in _messages(source, scope)
    )


def _messages(
    source: PythonSource, scope: ast.AST, depth: int = 2, *, even_wiped: bool = False
) -> list[Step]:
    """What tells the user that something worked, the last first: a call is followed by its end."""
    known = source.derive(_known_messages)
    asked = scope, depth, even_wiped
    if asked not in known:
        steps: list[Step] = list(source.within(scope, ast.Call))
        steps += source.within(scope, ast.Assign)
        found = [s for s in steps if _is_message(source, s, depth, even_wiped=even_wiped)]
        known[asked] = sorted(found, key=lambda step: step.lineno, reverse=True)
    return known[asked]


def _known_messages(_: PythonSource) -> dict[tuple[ast.AST, int, bool], list[Step]]:
    return {}


def _is_message(source: PythonSource, node: Step, depth: int, *, even_wiped: bool) -> bool:
    if isinstance(node, ast.Assign):
        text = " ".join(_target(source, target) for target in node.targets).lower()
        return "session_state" in text and bool(SHOWS_SUCCESS.search(re.sub(r"\W", "_", text)))
    helper = source.derive(by_name).get(last_name(node))
    if helper is not None:
        return depth > 0 and bool(_messages(source, helper, depth - 1, even_wiped=even_wiped))
    if not any(map(SHOWS_SUCCESS.search, drawn_by(node))):
        return False
    if even_wiped or last_name(node) in STAYS:
        return True
    return not (is_streamlit(source, node) and _is_wiped(source, node))


def _target(source: PythonSource, target: ast.expr) -> str:
    """As it is written, with the text of a key that has a name."""
    key = source.literal(target.slice) if isinstance(target, ast.Subscript) else ""
    return f"{ast.unparse(target)} {key if isinstance(key, str) else ''}"


def _is_wiped(source: PythonSource, message: ast.Call) -> bool:
    """`st.success(…)` and then `st.rerun()`: the page is drawn anew before anybody can read."""
    child: ast.AST = message
    for ancestor in source.ancestors(message):
        for block in (getattr(ancestor, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list) and child in block:
                decided = _after(source, block)[block.index(child)]
                if decided is not None:
                    return decided
        if isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        child = ancestor
    return False


def _after(source: PythonSource, block: list[ast.stmt]) -> list[bool | None]:
    """For each statement, whether a rerun follows it; False where the function ends, or waits."""
    known = source.derive(_known_ends)
    if id(block) not in known:
        decided: list[bool | None] = []
        following: bool | None = None
        for statement in reversed(block):
            decided.append(following)
            call = statement.value if isinstance(statement, ast.Expr) else None
            last = last_name(call) if isinstance(call, ast.Call) else ""
            if last == "rerun" or _reruns(source, last):
                following = True
            elif last == "sleep" or isinstance(statement, ast.Return | ast.Raise):
                following = False
        known[id(block)] = decided[::-1]
    return known[id(block)]


def _known_ends(_: PythonSource) -> dict[int, list[bool | None]]:
    return {}


def _reruns(source: PythonSource, name: str) -> bool:
    """A helper of the module that draws the page anew."""
    helper = source.derive(by_name).get(name)
    calls = source.within(helper, ast.Call) if helper is not None else ()
    return any(last_name(call) == "rerun" for call in calls)


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
