"""BE008: what was pasted into the statement becomes a bound parameter of `text(…)`.

Refused: names of tables and columns, lists, values that are formatted, drivers whose placeholders
are not known, and a text that is used more than once.
"""

import ast

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.calls import with_argument
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.repairs.sql_pieces import Bound, bind
from domain.review import Finding
from domain.rules.sql_from_strings import RUNNERS

SESSIONS = ("Session", "AsyncSession", "Connection", "AsyncConnection")
RUNS = frozenset({"execute", "scalar", "scalars"})


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the first argument of the call that runs the statement."""
    call = next(
        (
            c
            for c in edit.source.of(ast.Call)
            if c.args and _last(c) in RUNNERS and edit.points_at(finding, c.args[0])
        ),
        None,
    )
    if call is None:
        raise CannotRepairError("the statement is not found", line=finding.line)
    given = call.args[0]
    built = edit.source.resolve(given)
    assert built is not None  # noqa: S101 - the rule has seen it
    if built is not given:
        _refuse_shared(edit, given)
    bound = bind(built)
    code = _quoted(bound.text)
    edit.put(built, code)
    if _last(call) == "text":
        _bind_text(edit, call, bound)
    else:
        _run_text(edit, call, bound, given is built)


def _refuse_shared(edit: Edit, given: ast.expr) -> None:
    """A text in a variable: used here alone, right after it was made."""
    assert isinstance(given, ast.Name)  # noqa: S101 - only names are resolved
    uses = [n for n in edit.source.of(ast.Name) if n.id == given.id]
    loads = [n for n in uses if isinstance(n.ctx, ast.Load)]
    scopes = {edit.source.scope_of(n) for n in uses}
    if len(loads) != 1 or len(scopes) != 1:
        raise CannotRepairError(f"{given.id} is used more than once", line=given.lineno)


def _bind_text(edit: Edit, call: ast.Call, bound: Bound) -> None:
    """`execute(text(…), {…})`, or `text(…).bindparams(…)` where it is run elsewhere."""
    if edit.source.name(call.func) not in ("sqlalchemy.text", "sqlalchemy.sql.text"):
        raise CannotRepairError("text is not SQLAlchemy's here", line=call.lineno)
    outer = edit.source.parent(call)
    if isinstance(outer, ast.Call) and _last(outer) in RUNS and outer.args == [call]:
        if outer.keywords:
            raise CannotRepairError("the call has other arguments", line=outer.lineno)
        _add_values(edit, outer, bound)
        return
    arguments = ", ".join(f"{name}={code}" for name, code in bound.values.items())
    twin = edit.twin(call, cst.Call)

    def bound_call(old: cst.Call) -> cst.BaseExpression:
        made = cst.parse_expression(f"x.bindparams({arguments})")
        return made.with_deep_changes(made.func, value=old)  # type: ignore[attr-defined]  # a call

    edit.change(twin, bound_call)


def _run_text(edit: Edit, call: ast.Call, bound: Bound, direct: bool) -> None:  # noqa: FBT001 - one caller
    if _last(call) not in RUNS or len(call.args) != 1 or call.keywords:
        raise CannotRepairError("the call has other arguments", line=call.lineno)
    if not _is_sqlalchemy(edit, call):
        raise CannotRepairError(
            "which placeholders its driver takes is not known", line=call.lineno
        )
    text = edit.need("sqlalchemy", "text")
    shown = _quoted(bound.text) if direct else ast.unparse(call.args[0])
    values = ", ".join(f'"{name}": {code}' for name, code in bound.values.items())
    statement = cst.parse_expression(f"{text}({shown})")
    given = cst.Arg(cst.parse_expression(f"{{{values}}}"))

    def run(old: cst.Call) -> cst.Call:
        first = old.args[0].with_changes(value=statement)
        return with_argument(old.with_changes(args=[first]), given)

    edit.change(edit.twin(call, cst.Call), run)


def _add_values(edit: Edit, call: ast.Call, bound: Bound) -> None:
    values = ", ".join(f'"{name}": {code}' for name, code in bound.values.items())
    given = cst.Arg(cst.parse_expression(f"{{{values}}}"))
    edit.change(edit.twin(call, cst.Call), lambda old: with_argument(old, given))


def _is_sqlalchemy(edit: Edit, call: ast.Call) -> bool:
    """By the annotation of the session, or because the module knows no other library."""
    source = edit.source
    holder = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(holder, ast.Name):
        for parameter in source.of(ast.arg):
            named = source.name(parameter.annotation).rpartition(".")[2]
            if parameter.arg == holder.id and named in SESSIONS:
                return True
    modules = {origin.partition(".")[0] for origin in source.imports.values()}
    others = {"sqlite3", "psycopg", "psycopg2", "asyncpg", "aiosqlite", "pymysql", "MySQLdb"}
    return "sqlalchemy" in modules and not modules & others


def _quoted(text: str) -> str:
    if "\n" in text and '"""' not in text and "\\" not in text:
        return f'"""{text}"""'
    shown = repr(text)
    return shown if '"' in text else '"' + shown[1:-1].replace("\\'", "'") + '"'


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


FIXER = PythonFixer("backend_no_sql_from_strings", fix)
