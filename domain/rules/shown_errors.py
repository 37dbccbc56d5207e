"""Where a page shows an error: directly, by a helper, a context manager or a decorator."""

import ast

from domain.rules.python_source import Function, PythonSource
from domain.rules.streamlit_pages import SHOWS_ERROR, drawn_by, last_name


def shows(source: PythonSource, block: ast.AST, depth: int = 2) -> bool:
    """`st.error(…)`, a function of that kind, or one of the module's that does it."""
    known = source.derive(_shown)
    if (block, depth) not in known:
        known[block, depth] = _shows(source, block, depth)
    return known[block, depth]


def _shown(_: PythonSource) -> dict[tuple[ast.AST, int], bool]:
    return {}


def _shows(source: PythonSource, block: ast.AST, depth: int) -> bool:
    for call in source.within(block, ast.Call):
        helper = source.derive(by_name).get(last_name(call))
        named = any(map(SHOWS_ERROR.search, drawn_by(call)))
        if helper is None and named and not _is_logger(source, call):
            return True
        if helper is not None and depth > 0 and shows(source, helper, depth - 1):
            return True
    if isinstance(block, ast.Call):  # (st.success if done else st.error)(…)
        return any(map(SHOWS_ERROR.search, drawn_by(block)))
    return any(_keeps(statement) for statement in source.within(block, ast.Assign))


def _is_logger(source: PythonSource, call: ast.Call) -> bool:
    """`logger.error(…)` is for the operator, not for the person."""
    holder = call.func.value if isinstance(call.func, ast.Attribute) else None
    return "log" in source.name(holder).lower()


def _keeps(statement: ast.Assign) -> bool:
    """`errors = …` or `st.session_state["error"] = …`: shown later."""
    text = " ".join(ast.unparse(target) for target in statement.targets).lower()
    if "error" in text or "problem" in text:
        return True
    given = (n for n in ast.walk(statement.value) if isinstance(n, ast.Attribute))
    return "session_state" in text and any(SHOWS_ERROR.search(one.attr) for one in given)


def guards(source: PythonSource, manager: ast.expr) -> bool:
    """`with problems_shown():`, a context manager of the module that shows what it catches."""
    if not isinstance(manager, ast.Call):
        return False
    made = source.derive(by_name).get(last_name(manager))
    return made is not None and any(
        shows(source, handler)
        for attempt in source.within(made, ast.Try)
        if any(isinstance(node, ast.Yield) for s in attempt.body for node in ast.walk(s))
        for handler in attempt.handlers
    )


def is_guarded(source: PythonSource, function: Function) -> bool:
    """A decorator of the module that shows what the function raises."""
    for decorator in function.decorator_list:
        name = source.name(decorator.func if isinstance(decorator, ast.Call) else decorator)
        made = source.derive(by_name).get(name)
        if made is not None and any(
            shows(source, node) for node in source.walk(made) if isinstance(node, ast.ExceptHandler)
        ):
            return True
    return False


def by_name(source: PythonSource) -> dict[str, Function]:
    """The functions of the module; of several with one name the first."""
    return {function.name: function for function in reversed(source.functions())}
