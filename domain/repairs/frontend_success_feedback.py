"""FE003: after a change that is known to have worked the page says so.

Refused: an answer whose status nobody looks at (the message could be a lie), and a page that is
drawn anew at once (nobody would see it).
"""

import ast

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding

MESSAGES = {"post": "Created.", "put": "Saved.", "patch": "Saved.", "delete": "Deleted."}
VERBS = (
    ("create", "Created."),
    ("add", "Created."),
    ("insert", "Created."),
    ("delete", "Deleted."),
    ("remove", "Deleted."),
)


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the call that changes something."""
    call = edit.named(finding, ast.Call)
    if call is None:
        raise CannotRepairError("the call is not found", line=finding.line)
    page = edit.imported("streamlit")
    if page is None:
        raise CannotRepairError("streamlit is imported in parts", line=finding.line)
    statement = edit.statement_of(call)
    checked = _checked(edit, call, statement)
    siblings = edit.statements(checked)
    for later in siblings[siblings.index(checked) + 1 :]:
        if any(
            ast.unparse(n.func) == f"{page}.rerun"
            for n in ast.walk(later)
            if isinstance(n, ast.Call)
        ):
            raise CannotRepairError("the page is drawn anew at once", line=later.lineno)
    edit.insert_after(checked, f'{page}.success("{_message(call)}")')


def _checked(edit: Edit, call: ast.Call, statement: ast.stmt) -> ast.stmt:
    """The statement after which the change is known to have worked."""
    if not isinstance(statement, ast.Expr | ast.Assign):
        raise CannotRepairError("the answer is returned at once", line=call.lineno)
    if _raises(statement):
        return statement
    siblings = edit.statements(statement)
    following = siblings[siblings.index(statement) + 1 :]
    name = ast.unparse(statement.targets[0]) if isinstance(statement, ast.Assign) else ""
    for later in following:
        if name and _raises(later) and ast.unparse(later).startswith(f"{name}.raise_for_status"):
            return later
    raise CannotRepairError("nothing says whether the change worked", line=call.lineno)


def _raises(statement: ast.stmt) -> bool:
    value = getattr(statement, "value", None)
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr == "raise_for_status"
    )


def _message(call: ast.Call) -> str:
    last = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if last in MESSAGES:
        return MESSAGES[last]
    return next((text for verb, text in VERBS if last.startswith(verb)), "Saved.")


FIXER = PythonFixer("frontend_success_feedback", fix)
