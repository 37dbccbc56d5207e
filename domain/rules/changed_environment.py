"""Environment variables that a fixture or a test sets and leaves."""

import ast

from domain.review import Finding
from domain.rules.python_source import Function, PythonSource

CHANGES = frozenset({"update", "setdefault", "putenv"})
UNDOES = frozenset({"clear", "pop", "update", "unsetenv"})


def left_in_environment(source: PythonSource, function: Function) -> list[Finding]:
    """`os.environ["X"] = …` with nothing after it that takes it back."""
    changed = [
        node for node in source.within(function, ast.Assign, ast.Call) if _changes(source, node)
    ]
    return [
        source.finding(node, "the environment stays changed after the test")
        for node in changed
        if not _is_taken_back(source, function, node)
    ]


def _changes(source: PythonSource, node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(_is_variable(source, target) for target in node.targets)
    if not isinstance(node, ast.Call):
        return False
    holder, _, last = source.name(node.func).rpartition(".")
    return last in CHANGES and holder in ("os", "os.environ")


def _is_variable(source: PythonSource, node: ast.AST) -> bool:
    return isinstance(node, ast.Subscript) and source.name(node.value) == "os.environ"


def _is_taken_back(source: PythonSource, function: Function, change: ast.AST) -> bool:
    line = getattr(change, "lineno", 0)
    for node in source.walk(function):
        if getattr(node, "lineno", 0) <= line:
            continue
        if isinstance(node, ast.Delete) and any(_is_variable(source, t) for t in node.targets):
            return True
        if isinstance(node, ast.Assign) and _changes(source, node):
            return True
        undoes = isinstance(node, ast.Attribute) and node.attr in UNDOES
        if undoes and source.name(node).startswith("os."):
            return True
    return False
