r"""BE010: every foreign key of a model has an index.

Without one, each delete of a parent and each list of its children reads the whole table.

>>> from domain.rules.python_source import read_python
>>> head = "class A(Base):\n    __tablename__ = 'a'\n    b = mapped_column(ForeignKey('b.id')"
>>> check(read_python(head + ", index=True)")).lines
()
>>> check(read_python(head + ")")).lines
(3,)
"""

import ast

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    Severity,
    ValidationRule,
)
from domain.rules.models import CoreTable, MappedClass, MappedColumn, core_tables, models
from domain.rules.python_source import keyword

INDEXES = ("Index", "UniqueConstraint", "PrimaryKeyConstraint")


def check(source: PythonSource) -> Inspection:
    """Subjects: columns of models and of tables with a ForeignKey, and keys of several columns."""
    judged = [*_of_models(source), *_of_tables(source)]
    # A mixin's column is one of several models: it is reported once.
    findings = dict.fromkeys(one for one in judged if one is not None)
    return Inspection(len(judged), tuple(sorted(findings, key=lambda f: f.line)))


def _of_models(source: PythonSource) -> list[Finding | None]:
    """One entry for each foreign key of a mapped class; None where an index serves it."""
    judged: list[Finding | None] = []
    for model in source.derive(models):
        for column in model.columns:
            if _is_foreign(source, column.call):
                served = _is_indexed(source, model, column)
                judged.append(None if served else _missing(source, column.call, column.name))
        for call, names in _constraints(source, model):
            served = _is_led(source, model, names)
            judged.append(None if served else _missing(source, call, ", ".join(names)))
    return judged


def _of_tables(source: PythonSource) -> list[Finding | None]:
    """The same for tables of SQLAlchemy's core."""
    return [
        None
        if _is_indexed_in_core(source, table, column)
        else _missing(source, column.call, column.name)
        for table in source.derive(core_tables)
        for column in table.columns
        if _is_foreign(source, column.call)
    ]


def _missing(source: PythonSource, call: ast.Call, name: str) -> Finding:
    message = f"the foreign key {name} has no index"
    return source.finding(call, message, Severity.CONVENTION)


def _is_indexed_in_core(source: PythonSource, table: CoreTable, column: MappedColumn) -> bool:
    """The column says so, begins the table's key, or leads an index: `Index("x", table.c.a)`."""
    if any(source.literal(keyword(column.call, name)) is True for name in ("index", "unique")):
        return True
    keys = [c for c in table.columns if source.literal(keyword(c.call, "primary_key")) is True]
    if keys and keys[0] is column:
        return True
    return any(
        column.name in {_last_part(one) for one in _columns_of(source, call)[:1]}
        for call in source.of(ast.Call)
        if source.name(call.func).endswith(INDEXES)
    )


def _columns_of(source: PythonSource, call: ast.Call) -> list[ast.expr]:
    return call.args[1:] if source.name(call.func).endswith("Index") else call.args


def _last_part(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _constraints(source: PythonSource, model: MappedClass) -> list[tuple[ast.Call, list[str]]]:
    """`ForeignKeyConstraint(["a", "b"], …)` of a model, with its columns."""
    found = []
    for call in source.within(model.node, ast.Call):
        given = call.args[0] if call.args else keyword(call, "columns")
        if source.name(call.func).endswith("ForeignKeyConstraint") and isinstance(
            given, ast.List | ast.Tuple
        ):
            names = [source.literal(name) for name in given.elts]
            found.append((call, [name for name in names if isinstance(name, str)]))
    return found


def _is_led(source: PythonSource, model: MappedClass, names: list[str]) -> bool:
    """An index begins with one of the columns; with more than one that narrows enough."""
    columns = {column.name: column for column in model.columns}
    return any(
        _is_indexed(source, model, columns[name])
        if name in columns
        else name in _all_leading(source, model)
        for name in names
    )


def _all_leading(source: PythonSource, model: MappedClass) -> list[str]:
    calls = (c for c in source.of(ast.Call) if source.name(c.func).endswith(INDEXES))
    return [name for call in calls for name in _leading(source, call, model)]


def _is_foreign(source: PythonSource, call: ast.Call) -> bool:
    inside = (a for a in call.args if isinstance(a, ast.Call))
    if any(source.name(a.func).endswith("ForeignKey") for a in inside):
        return True
    return keyword(call, "foreign_key") is not None


def _is_indexed(source: PythonSource, model: MappedClass, column: MappedColumn) -> bool:
    if any(
        source.literal(keyword(column.call, name)) is True
        for name in ("index", "unique", "primary_key")
    ):
        return True
    return column.name in _all_leading(source, model)


def _leading(source: PythonSource, call: ast.Call, model: MappedClass) -> list[str]:
    """The first column of an index: only that one is served by it."""
    args = call.args[1:] if source.name(call.func).endswith(".Index") or _named(call) else call.args
    first = args[0] if args else None
    if isinstance(first, ast.Constant):
        return [str(first.value)]
    if isinstance(first, ast.Attribute):
        holder = first.value.id if isinstance(first.value, ast.Name) else ""
        return [first.attr] if holder in (model.node.name, "") else []
    return [first.id] if isinstance(first, ast.Name) else []


def _named(call: ast.Call) -> bool:
    return getattr(call.func, "id", getattr(call.func, "attr", "")) == "Index"


RULE = PythonRule(
    ValidationRule(
        rule_id="backend_foreign_key_index",
        description="Every foreign key of a model must have an index",
        category=Category.BACKEND,
        required_patterns=(r"\bindex\s*=\s*True|\bIndex\(|\bunique\s*=\s*True",),
        uncertainty_triggers=(r"__table_args__\s*=\s*\w+\(",),
        confidence_threshold=0.90,
    ),
    check,
)
