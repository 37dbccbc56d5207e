"""BE009: the column `id` becomes the primary key; a model without one gets it.

Refused: a model whose other columns are declared in no way that can be followed.
"""

import ast

from domain.errors import CannotRepairError
from domain.repairs.calls import set_keyword
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding
from domain.rules.models import MappedClass, models


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the class."""
    model = next(
        (m for m in edit.source.derive(models) if m.node is edit.named(finding, ast.ClassDef)),
        None,
    )
    if model is None:
        raise CannotRepairError("the model is not found", line=finding.line)
    column = next((c for c in model.columns if c.name == "id"), None)
    if column is not None:
        set_keyword(edit, column.call, "primary_key", "True")
        return
    if "id" in {n.id for n in ast.walk(model.node) if isinstance(n, ast.Name)}:
        raise CannotRepairError("id is something else in this model", line=finding.line)
    edit.insert_after(_table_name(model, finding), _column(edit, model))


def _table_name(model: MappedClass, finding: Finding) -> ast.stmt:
    for statement in model.node.body:
        is_bound = isinstance(statement, ast.Assign | ast.AnnAssign)
        if is_bound and "__tablename__" in ast.unparse(statement):
            return statement
    raise CannotRepairError("the model does not name its table", line=finding.line)


def _column(edit: Edit, model: MappedClass) -> str:
    """As the other columns of the model are declared."""
    makers = {edit.source.name(c.call.func).rpartition(".")[2] for c in model.columns}
    local = {ast.unparse(c.call.func) for c in model.columns}
    if makers == {"mapped_column"} and len(local) == 1:
        mapped = edit.need("sqlalchemy.orm", "Mapped")
        return f"id: {mapped}[int] = {local.pop()}(primary_key=True)"
    if makers == {"Column"} and len(local) == 1:
        integer = edit.need("sqlalchemy", "Integer")
        return f"id = {local.pop()}({integer}, primary_key=True)"
    if makers == {"Field"} and len(local) == 1:
        return f"id: int | None = {local.pop()}(default=None, primary_key=True)"
    raise CannotRepairError("its columns are declared in several ways", line=model.node.lineno)


FIXER = PythonFixer("backend_model_primary_key", fix)
