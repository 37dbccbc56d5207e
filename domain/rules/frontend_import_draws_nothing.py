r"""FE007: importing a page draws nothing; a function draws it when it is chosen.

Streamlit imports a module once and draws it on every run: what stands at module level is drawn
for the first visitor only. A script that is started itself (`st.navigation`) is another thing.

>>> from domain.rules.python_source import read_python
>>> check(read_python("import streamlit as st\ndef render():\n    st.title('A')")).lines
()
>>> check(read_python("import streamlit as st\nst.title('A')")).lines
(2,)
"""

import ast

from domain.rules.inspection import (
    Category,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.streamlit_pages import api_calls

MAKES_ONLY = frozenset(
    {"cache_data", "cache_resource", "dialog", "fragment", "Page", "set_page_config"}
)


def check(source: PythonSource) -> Inspection:
    """Subjects: calls that draw or ask the API, in modules that are no script with a navigation."""
    drawing = [
        call
        for call in source.of(ast.Call)
        if _drawn(source, call) and not _is_decorator(source, call)
    ]
    if any(_drawn(source, c) == "navigation" and _is_at_import(source, c) for c in drawing):
        return Inspection(0)
    asking = [one.node for one in source.derive(api_calls)]
    busy = _busy(source, [*drawing, *asking])
    using = [call for call in source.of(ast.Call) if _called(source, call) in busy]
    findings = [
        source.finding(call, "this runs when the module is imported", Severity.CONVENTION)
        for call in dict.fromkeys((*drawing, *asking, *using))
        if _is_at_import(source, call)
    ]
    return Inspection(len(drawing), tuple(sorted(findings, key=lambda f: f.line)))


def _called(source: PythonSource, call: ast.Call) -> str:
    """The function or method of the module that runs: of `page()` perhaps its `__call__`."""
    if isinstance(call.func, ast.Attribute):
        root = source.name(call.func).partition(".")[0]
        return "" if root in set(source.imports.values()) else call.func.attr
    made = source.resolve(call.func)
    classes = {node.name for node in source.of(ast.ClassDef)}
    if isinstance(made, ast.Call) and source.name(made.func) in classes:
        return "__call__"
    return source.name(call.func)


def _busy(source: PythonSource, calls: list[ast.Call]) -> set[str]:
    """The functions of the module that draw or ask the API when they are called."""
    busy: set[str] = set()
    found = {f.name for call in calls if (f := source.function_of(call)) is not None}
    while found - busy:
        busy |= found
        users = [call for call in source.of(ast.Call) if _called(source, call) in busy]
        found = {f.name for call in users if (f := source.function_of(call)) is not None}
    return busy


def _drawn(source: PythonSource, call: ast.Call) -> str:
    """The name of what is drawn; "" for a call that draws nothing."""
    name = source.name(call.func)
    last = name.rpartition(".")[2]
    return last if name.startswith("streamlit.") and last not in MAKES_ONLY else ""


def _is_decorator(source: PythonSource, call: ast.Call) -> bool:
    return call in getattr(source.parent(call), "decorator_list", [])


def _is_at_import(source: PythonSource, call: ast.Call) -> bool:
    """Outside of every function's body, and not behind `if __name__ == "__main__"`."""
    child: ast.AST = call
    for ancestor in source.ancestors(call):
        if isinstance(ancestor, ast.Lambda):
            return False
        if isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef) and child in ancestor.body:
            return False
        if isinstance(ancestor, ast.If) and "__name__" in ast.unparse(ancestor.test):
            return False
        child = ancestor
    return True


RULE = PythonRule(
    ValidationRule(
        rule_id="frontend_import_draws_nothing",
        description="Importing a page must draw nothing",
        category=Category.FRONTEND,
        required_patterns=(r"\bdef\s+\w+\(",),
        uncertainty_triggers=(r"\bst\.components\.v[12]\b",),
        confidence_threshold=0.95,
    ),
    check,
)
