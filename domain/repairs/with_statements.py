"""What follows an opened resource goes into a `with`: shared by the repairs that close things."""

import ast
from collections.abc import Sequence

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.edit import Edit

# Their `with` ends a transaction and leaves the connection open.
LEFT_OPEN_BY_WITH = frozenset({"sqlite3.connect", "psycopg2.connect"})
LAZY = frozenset(
    [
        "execute",
        "exec",
        "query",
        "scalars",
        "filter",
        "filter_by",
        "order_by",
        "join",
        "limit",
        "offset",
        "options",
        "where",
        "yield_per",
        "stream",
        "cursor",
        "map",
        "zip",
        "iter",
    ]
)
_PASSING = (
    ast.Attribute,
    ast.Call,
    ast.Yield,
    ast.Compare,
    ast.If,
    ast.BoolOp,
    ast.UnaryOp,
    ast.keyword,
    ast.Return,  # refused by itself
)
_NAMES = ("session", "db", "connection", "opened")


def close_by_with(edit: Edit, call: ast.Call) -> None:
    """`db = open()` and all that follows in its block becomes `with open() as db:`."""
    statement = edit.statement_of(call)
    value = getattr(statement, "value", None)
    awaited = isinstance(value, ast.Await)
    if awaited or isinstance(edit.source.function_of(call), ast.AsyncFunctionDef):
        raise CannotRepairError(
            "whether it is closed by `async with` is not certain", line=call.lineno
        )
    if value is call and isinstance(statement, ast.Assign):
        _wrap_rest(edit, call, statement)
    elif isinstance(statement, ast.Expr | ast.Assign | ast.Return) and value is not call:
        _wrap_alone(edit, call, statement, value)
    else:
        raise CannotRepairError("it is not bound to one name", line=call.lineno)


def _wrap_rest(edit: Edit, call: ast.Call, statement: ast.Assign) -> None:
    target = statement.targets[0]
    if len(statement.targets) > 1 or not isinstance(target, ast.Name):
        raise CannotRepairError("it is not bound to one name", line=call.lineno)
    siblings = edit.statements(statement)
    rest = siblings[siblings.index(statement) + 1 :]
    if not rest:
        raise CannotRepairError("nothing follows that uses it", line=call.lineno)
    _refuse_use_elsewhere(edit, statement, target.id, rest)
    _refuse_keeping(edit, target.id, rest)
    _refuse_expired_answers(edit, target.id, rest)
    header = _header(edit, call, target.id)
    drop = len(rest) > 1 and _closes(rest[-1], target.id)
    block, at = edit.line_of(statement)

    def wrapped(old: cst.IndentedBlock | cst.Module) -> cst.CSTNode:
        first = old.body[at]
        inside = list(old.body[at + 1 : -1 if drop else None])
        made = _with(edit, header, inside).with_changes(leading_lines=first.leading_lines)  # type: ignore[attr-defined]  # every statement has them
        return old.with_changes(body=[*old.body[:at], made])

    edit.change(block, wrapped)


def _wrap_alone(edit: Edit, call: ast.Call, statement: ast.stmt, value: ast.expr | None) -> None:
    """`SessionLocal().execute(…)`: the one statement that uses it."""
    if isinstance(statement, ast.Return | ast.Assign) and _is_lazy(edit, value):
        raise CannotRepairError("its rows are read later", line=call.lineno)
    name = edit.fresh(*_NAMES)
    header = _header(edit, call, name)
    block, at = edit.line_of(statement)
    edit.put(call, name, cst.Call)

    def wrapped(old: cst.IndentedBlock | cst.Module) -> cst.CSTNode:
        inside = old.body[at]
        bare = inside.with_changes(leading_lines=())
        made = _with(edit, header, [bare]).with_changes(leading_lines=inside.leading_lines)  # type: ignore[attr-defined]  # every statement has them
        return old.with_changes(body=[*old.body[:at], made, *old.body[at + 1 :]])

    edit.change(block, wrapped)


def _header(edit: Edit, call: ast.Call, name: str) -> str:
    code = ast.get_source_segment(edit.source.text, call) or ast.unparse(call)
    if edit.source.name(call.func) in LEFT_OPEN_BY_WITH:
        code = f"{edit.need('contextlib', 'closing')}({code})"
    return f"with {code} as {name}:\n    pass"


def _with(edit: Edit, header: str, body: Sequence[cst.CSTNode]) -> cst.With:
    made = edit.parsed(header)
    assert isinstance(made, cst.With)  # noqa: S101 - the header says so
    return made.with_changes(body=cst.IndentedBlock(body=list(body)))  # type: ignore[arg-type]  # statements


def _refuse_use_elsewhere(
    edit: Edit, statement: ast.Assign, name: str, rest: list[ast.stmt]
) -> None:
    """In a handler, after the block, in a function that runs later, under another value."""
    source = edit.source
    inside = {node for s in rest for node in source.walk(s)}
    scope = source.scope_of(statement)
    for node in source.of(ast.Name):
        if node.id != name or node is statement.targets[0]:
            continue
        same = source.scope_of(node) is scope
        if same and (node not in inside or isinstance(node.ctx, ast.Store | ast.Del)):
            raise CannotRepairError(f"{name} is used where it would be closed", line=node.lineno)
        if not same and node in inside:
            raise CannotRepairError(f"{name} is used by what runs later", line=node.lineno)
        if not same and scope is None and isinstance(node.ctx, ast.Load):
            raise CannotRepairError(f"{name} is used by what runs later", line=node.lineno)
    if isinstance(scope, ast.ClassDef) or (
        scope is None
        and any(isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for n in rest)
    ):
        raise CannotRepairError("definitions follow it in its block", line=statement.lineno)


def _refuse_expired_answers(edit: Edit, name: str, rest: list[ast.stmt]) -> None:
    """After a commit a row is read anew when it is used: by then the session would be closed."""
    nodes = [node for s in rest for node in edit.source.walk(s)]
    methods = {
        call.func.attr: call
        for call in nodes
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == name
    }
    refreshed = {
        ast.unparse(argument)
        for call in nodes
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "refresh"
        for argument in call.args
    }
    for node in nodes:
        if isinstance(node, ast.Return) and _is_lazy(edit, node.value):
            raise CannotRepairError("what is returned is read later", line=node.lineno)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name):
            if node.value.id == name:
                raise CannotRepairError(f"{name} is returned open", line=node.lineno)
            if "commit" in methods and node.value.id not in refreshed:
                reason = f"{node.value.id} may be read after its session is closed"
                raise CannotRepairError(reason, line=node.lineno)


def _is_lazy(edit: Edit, value: ast.expr | None) -> bool:
    """A result or query whose rows are only read by who gets it."""
    value = edit.source.resolve(value)
    if isinstance(value, ast.Call):
        last = value.func.attr if isinstance(value.func, ast.Attribute) else ""
        return (last or getattr(value.func, "id", "")) in LAZY
    return isinstance(value, ast.GeneratorExp)


def _refuse_keeping(edit: Edit, name: str, rest: list[ast.stmt]) -> None:
    """`self.db = db`, `sessions.append(db)`: somebody uses it after it is closed."""
    for node in (n for s in rest for n in edit.source.walk(s)):
        if isinstance(node, ast.Name) and node.id == name:
            parent = edit.source.parent(node)
            kept = not isinstance(parent, _PASSING)
            if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute):
                kept = parent.func.attr in ("append", "add", "put", "insert", "setdefault")
            if kept:
                raise CannotRepairError(f"{name} is kept by somebody", line=node.lineno)


def _closes(statement: ast.stmt, name: str) -> bool:
    return isinstance(statement, ast.Expr) and ast.unparse(statement) == f"{name}.close()"
