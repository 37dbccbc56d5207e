r"""BE009: every mapped class has a primary key.

SQLAlchemy refuses a class without one when it is first used; a key that a base class brings is
only known to a reader of that class.

>>> from domain.rules.python_source import read_python
>>> head = "class A(Base):\n    __tablename__ = 'a'\n    x = mapped_column("
>>> check(read_python(head + "Integer, primary_key=True)")).lines
()
>>> check(read_python(head + "Integer)")).lines
(1,)
"""

import ast
import re
from collections.abc import Sequence

from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    ValidationRule,
)
from domain.rules.models import MappedClass, MappedColumn, core_tables, models
from domain.rules.python_source import keyword

KEY_TYPE = re.compile(r"(?:^|_)(?:pk|id|key|uuid)(?:$|_|pk)|(?:pk|Id|ID|Key)$")
PLAIN_BASES = frozenset({"Base", "DeclarativeBase", "SQLModel", "MappedAsDataclass", "Model"})


def check(source: PythonSource) -> Inspection:
    """Subjects: mapped classes, and tables of SQLAlchemy's core."""
    mapped = source.derive(models)
    findings: list[Finding] = []
    doubts: list[Finding] = []
    for model in mapped:
        if _has_key(source, model):
            continue
        place = source.finding(model.node, f"the model {model.node.name} has no primary key")
        (findings if _is_all_known(source, model) else doubts).append(place)
    tables = source.derive(core_tables)
    findings += [
        source.finding(table.call, "the table has no primary key")
        for table in tables
        if not _is_keyed(source, table.columns, table.call)
    ]
    subjects = len(mapped) + len(tables)
    return Inspection(subjects, tuple(sorted(findings, key=lambda f: f.line)), tuple(doubts))


def _is_all_known(source: PythonSource, model: MappedClass) -> bool:
    """No base and no type from elsewhere that could bring the key."""
    bases = all(base.rpartition(".")[2] in PLAIN_BASES for base in model.bases)
    bare = [s for s in model.node.body if isinstance(s, ast.AnnAssign) and s.value is None]
    types = {source.name(n) for s in bare for n in source.walk(s.annotation)}
    keys = {one for one in types if "." in one and KEY_TYPE.search(one.rpartition(".")[2])}
    return bases and not keys


def _has_key(source: PythonSource, model: MappedClass) -> bool:
    return _is_keyed(source, model.columns, model.node)


def _is_keyed(source: PythonSource, columns: Sequence[MappedColumn], node: ast.AST) -> bool:
    if any(source.literal(keyword(c.call, "primary_key")) is True for c in columns):
        return True
    return any(
        source.name(call.func).endswith("PrimaryKeyConstraint")
        for call in source.walk(node)
        if isinstance(call, ast.Call)
    )


RULE = PythonRule(
    ValidationRule(
        rule_id="backend_model_primary_key",
        description="Every mapped class must have a primary key",
        category=Category.BACKEND,
        required_patterns=(r"primary_key\s*=\s*True|PrimaryKeyConstraint\(",),
        uncertainty_triggers=(r"__mapper_args__\s*=\s*\w+\(",),
        confidence_threshold=0.95,
    ),
    check,
)
