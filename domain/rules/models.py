"""SQLAlchemy models and their columns, as the rules about models see them."""

import ast
from dataclasses import dataclass

from domain.rules.python_source import PythonSource

COLUMNS = ("mapped_column", "Column", "Field")


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """`name: Mapped[int] = mapped_column(…)` of one model."""

    name: str
    call: ast.Call


@dataclass(frozen=True, slots=True)
class MappedClass:
    """A class with `__tablename__`."""

    node: ast.ClassDef
    columns: tuple[MappedColumn, ...]


def models(source: PythonSource) -> list[MappedClass]:
    """Every mapped class of the module; use `source.derive(models)`."""
    return [
        MappedClass(node, tuple(_columns(source, node)))
        for node in source.of(ast.ClassDef)
        if any("__tablename__" in _targets(statement) for statement in node.body)
    ]


def _columns(source: PythonSource, node: ast.ClassDef) -> list[MappedColumn]:
    columns = []
    for statement in node.body:
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Call) and source.name(value.func).endswith(COLUMNS):
            columns += [MappedColumn(name, value) for name in _targets(statement)]
    return columns


def _targets(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Assign):
        return [t.id for t in statement.targets if isinstance(t, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []
