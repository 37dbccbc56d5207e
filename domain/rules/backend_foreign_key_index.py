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
from domain.rules.models import MappedClass, MappedColumn, models
from domain.rules.python_source import keyword

INDEXES = ("Index", "UniqueConstraint", "PrimaryKeyConstraint")


def check(source: PythonSource) -> Inspection:
    """Subjects: columns of models with a ForeignKey, and foreign keys of the table itself."""
    findings: list[Finding] = []
    subjects = 0
    for model in source.derive(models):
        for column in model.columns:
            if not _is_foreign(source, column.call):
                continue
            subjects += 1
            if not _is_indexed(source, model, column):
                message = f"the foreign key {column.name} has no index"
                findings.append(source.finding(column.call, message, Severity.CONVENTION))
        for call, names in _constraints(source, model):
            subjects += 1
            if not _is_led(source, model, names):
                message = f"the foreign key {', '.join(names)} has no index"
                findings.append(source.finding(call, message, Severity.CONVENTION))
    once = dict.fromkeys(findings)  # a mixin's column is one of several models
    return Inspection(subjects, tuple(sorted(once, key=lambda f: f.line)))


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
