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
    """A class that stands for a table: with `__tablename__`, or SQLModel's `table=True`.

    `columns` are its own and those of its bases in the module; `bases` are the others, by name.
    """

    node: ast.ClassDef
    columns: tuple[MappedColumn, ...]
    bases: frozenset[str]


@dataclass(frozen=True, slots=True)
class CoreTable:
    """`Table("name", metadata, Column(…), …)`."""

    call: ast.Call
    columns: tuple[MappedColumn, ...]


def core_tables(source: PythonSource) -> list[CoreTable]:
    """Every table of SQLAlchemy's core whose columns stand there; use `source.derive`."""
    found = []
    for call in source.of(ast.Call):
        if source.name(call.func) in ("sqlalchemy.Table", "sqlalchemy.schema.Table"):
            inside = [one for one in call.args if isinstance(one, ast.Call)]
            columns = [one for one in inside if source.name(one.func).endswith(COLUMNS)]
            named = [MappedColumn(str(source.literal(c.args[0])), c) for c in columns if c.args]
            if named and not any(isinstance(one, ast.Starred) for one in call.args):
                found.append(CoreTable(call, tuple(named)))
    return found


def models(source: PythonSource) -> list[MappedClass]:
    """Every mapped class of the module; use `source.derive(models)`."""
    classes = {node.name: node for node in source.of(ast.ClassDef)}
    found = []
    for node in source.of(ast.ClassDef):
        if _is_table(source, node):
            line = _ancestry(source, node, classes)
            columns = [column for one in line for column in _columns(source, one)]
            named = {source.name(base) for one in line for base in one.bases}
            found.append(MappedClass(node, tuple(columns), frozenset(named - classes.keys())))
    return found


def _is_table(source: PythonSource, node: ast.ClassDef) -> bool:
    named = any("__tablename__" in _targets(statement) for statement in node.body)
    asked = any(k.arg == "table" and source.literal(k.value) is True for k in node.keywords)
    return named or asked


def _ancestry(
    source: PythonSource, node: ast.ClassDef, classes: dict[str, ast.ClassDef]
) -> list[ast.ClassDef]:
    """The class and all above it that the module defines."""
    found, waiting = [node], list(node.bases)
    while waiting:
        above = classes.get(source.name(waiting.pop(0)))
        if above is not None and above not in found:
            found.append(above)
            waiting += above.bases
    return found


def _columns(source: PythonSource, node: ast.ClassDef) -> list[MappedColumn]:
    columns = []
    for statement in node.body:
        value = _declared(source, statement)
        if isinstance(value, ast.Call) and source.name(value.func).endswith(COLUMNS):
            columns += [MappedColumn(name, value) for name in _targets(statement)]
    return columns


def _declared(source: PythonSource, statement: ast.stmt) -> ast.AST | None:
    """The call that makes a column; `Mapped[key]` may name one: `key = Annotated[int, …]`."""
    value = getattr(statement, "value", None)
    if value is not None or not isinstance(statement, ast.AnnAssign):
        return value
    for name in source.walk(statement.annotation):
        alias = source.resolve(name) if isinstance(name, ast.Name) else None
        if isinstance(alias, ast.Subscript) and isinstance(alias.slice, ast.Tuple):
            made = (one for one in alias.slice.elts if isinstance(one, ast.Call))
            return next(made, None)
    return None


def _targets(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Assign):
        return [t.id for t in statement.targets if isinstance(t, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []
