"""Rows that may be missing, returned where the annotation of a function promises that one is there.

Whoever gets such a row may test it in spite of the annotation, so this is a matter of doubt.
"""

import ast
from collections.abc import Callable

from domain.review import Finding
from domain.rules.fastapi_routes import is_handler
from domain.rules.python_source import Function, PythonSource

NO_PROMISE = ("None", "Optional", "Any", "object")


def returned_rows(
    source: PythonSource, is_untested: Callable[[Function, ast.Return], bool]
) -> list[Finding]:
    """The places, outside of routes, that return a row which nothing has tested."""
    return [
        source.finding(statement, "the row may be None, which is not declared")
        for function in source.functions()
        if _promises(function) and not is_handler(source, function)
        for statement in source.within(function, ast.Return)
        if is_untested(function, statement)
    ]


def _promises(function: Function) -> bool:
    declared = ast.unparse(function.returns) if function.returns is not None else ""
    return bool(declared) and not any(word in declared for word in NO_PROMISE)
