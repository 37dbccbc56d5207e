"""BE010: the foreign key's column gets `index=True`.

A foreign key of the table itself (`ForeignKeyConstraint`) has no such word; its index is a line
of its own, whose name is the author's to choose.
"""

import ast

from domain.errors import CannotRepairError
from domain.repairs.calls import set_keyword
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the call that makes the column."""
    call = edit.named(finding, ast.Call)
    if call is None:
        raise CannotRepairError("the column is not found", line=finding.line)
    if edit.source.name(call.func).endswith("ForeignKeyConstraint"):
        raise CannotRepairError("the foreign key is no column's own", line=finding.line)
    set_keyword(edit, call, "index", "True")


FIXER = PythonFixer("backend_foreign_key_index", fix)
