r"""BE008: SQL is never built from strings.

A value that is pasted into a statement can end it and begin another one. Right are bound
parameters and SQLAlchemy's expressions. Pasting constants is fine: nobody else can choose them.

>>> from domain.rules.python_source import read_python
>>> check(read_python('db.execute(text("SELECT 1 WHERE id = :id"), {"id": x})')).lines
()
>>> check(read_python('db.execute(text(f"SELECT 1 WHERE id = {x}"))')).lines
(1,)
"""

import ast
import re

from domain.rules.fastapi_routes import annotation_and_default, is_handler
from domain.rules.inspection import (
    Category,
    Finding,
    Inspection,
    PythonRule,
    PythonSource,
    ValidationRule,
)
from domain.rules.python_source import UNKNOWN

RUNNERS = frozenset(
    [
        "execute",
        "executemany",
        "executescript",
        "exec_driver_sql",
        "scalar",
        "scalars",
        "text",
        "literal_column",
        "read_sql",
        "read_sql_query",
        "raw",
        "fetch",
        "fetchrow",
        "fetchval",
    ]
)
TAKES_STATEMENT = frozenset({"text", "literal_column", "execute", "exec_driver_sql", "scalars"})
MAKES_TEXT = frozenset({"text", "literal_column"})
FILLS = frozenset({"format", "format_map", "replace", "substitute", "safe_substitute", "translate"})
TRIMS = frozenset({"strip", "lstrip", "rstrip", "lower", "upper", "removesuffix", "removeprefix"})
VERB = re.compile(
    r"\b(?:select\b.+\bfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|create\s+(?:table|index)|"
    r"drop\s+(?:table|index)|alter\s+table|pragma\s|where\s)",
    re.IGNORECASE | re.DOTALL,
)


def check(source: PythonSource) -> Inspection:
    """Subjects: calls that run SQL, or make a statement of a text."""
    findings: list[Finding] = []
    doubts: list[Finding] = []
    calls = [call for call in source.of(ast.Call) if _last(call) in RUNNERS and call.args]
    for call in calls:
        if _is_from_outside(source, call):
            message = "the statement is what the caller of the route sends"
            findings.append(source.finding(call.args[0], message))
            continue
        built = _built(source, call.args[0])
        if built is None:
            doubts += _unknown(source, call)
            continue
        place = source.finding(call.args[0], "the statement is built from strings")
        if all(_is_name_of_ours(value) for value in built):
            doubts.append(place)
        else:
            findings.append(place)
    return Inspection(len(calls), tuple(findings), tuple(doubts))


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_from_outside(source: PythonSource, call: ast.Call) -> bool:
    """`text(sort)` or `db.execute(sql)` of a parameter of the route that is a text."""
    given, function = call.args[0], source.function_of(call)
    if not isinstance(given, ast.Name) or _last(call) not in TAKES_STATEMENT:
        return False
    if function is None or not is_handler(source, function):
        return False
    texts = {
        parameter.arg
        for parameter, _ in annotation_and_default(function)
        if source.name(parameter.annotation) == "str"
    }
    return given.id in texts


def _unknown(source: PythonSource, call: ast.Call) -> list[Finding]:
    """A text that a function of the module makes, or a part of one: `text(f"{by} DESC")`."""
    parts = _parts(source, call.args[0])
    if _last(call) in MAKES_TEXT and any(_pasted(source, part) for part in parts):
        return [source.finding(call.args[0], "a part of a statement is built from strings")]
    made = [p for p in parts if isinstance(p, ast.Call) and isinstance(p.func, ast.Name)]
    helpers = {f.name: f for f in source.functions()}
    for one in made:
        helper = helpers.get(source.name(one.func))
        if helper is not None and any(_makes_text(n) for n in source.walk(helper)):
            return [source.finding(call.args[0], f"{helper.name} makes the statement of strings")]
    return []


def _makes_text(node: ast.AST) -> bool:
    """Something in a function that puts texts together."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in FILLS | {"join"}
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(node))
    return isinstance(node, ast.JoinedStr)


def _built(source: PythonSource, given: ast.expr) -> list[ast.expr] | None:
    """The values that are pasted into a text that reads like SQL; None where nothing is."""
    parts = _parts(source, given)
    pasted = [value for part in parts for value in _pasted(source, part)]
    text = " ? ".join(_text_of(source, part) for part in parts)
    return pasted if pasted and VERB.search(text) else None


def _parts(source: PythonSource, given: ast.expr) -> list[ast.expr]:
    """What the text is, or, where it grows (`sql += …`) or has several origins, all of them."""
    found = source.resolve(given) or given
    if not isinstance(found, ast.Name):
        return [found]
    function = source.function_of(found)
    if function is None:
        return [found]
    grown = [
        step.value
        for step in source.within(function, ast.AugAssign)
        if _names(step.target, found.id)
    ]
    origins = [
        step.value
        for step in source.within(function, ast.Assign)
        if any(_names(target, found.id) for target in step.targets)
    ]
    values = origins + grown
    return values or [found]


def _names(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _text_of(source: PythonSource, node: ast.expr) -> str:
    nodes = [source.resolve(n) if isinstance(n, ast.Name) else n for n in ast.walk(node)]
    found = [n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    found.sort(key=lambda n: (n.lineno, n.col_offset))
    return " ? ".join(str(n.value) for n in found)


def _pasted(source: PythonSource, node: ast.expr | None) -> list[ast.expr]:
    if isinstance(node, ast.JoinedStr):
        values = [v.value for v in node.values if isinstance(v, ast.FormattedValue)]
        return [v for v in values if not _is_of_ours(source, v)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return [] if _is_of_ours(source, node.right) else [node.right]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [v for side in (node.left, node.right) for v in _side(source, side)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _filled_in(source, node, node.func)
    return []


def _filled_in(source: PythonSource, call: ast.Call, method: ast.Attribute) -> list[ast.expr]:
    """What a method of a text puts into it: `"…".format(x)`, `TEMPLATE.replace("@x", x)`."""
    holder = source.resolve(method.value)
    values = [*call.args, *(k.value for k in call.keywords)]
    if method.attr == "join" and isinstance(holder, ast.Constant):
        return [] if all(_is_of_ours(source, v) for v in values) else values
    if method.attr in FILLS and isinstance(holder, ast.Constant | ast.JoinedStr | ast.Call):
        given = values[1:] if method.attr == "replace" else values
        inner = _pasted(source, holder)
        return inner + [v for v in given if not _is_of_ours(source, v)]
    if method.attr in TRIMS:
        return _pasted(source, holder)
    return []


def _is_of_ours(source: PythonSource, value: ast.expr) -> bool:
    """A constant, or as many of them as needed: `", ".join("?" for _ in keys)`."""
    found = source.resolve(value)
    if found is None or source.literal(found) is not UNKNOWN:
        return found is not None
    if isinstance(found, ast.BinOp) and isinstance(found.op, ast.Mult):
        return any(_is_of_ours(source, side) for side in (found.left, found.right))
    if isinstance(found, ast.List | ast.Tuple):
        later = _appended(source, value) if isinstance(value, ast.Name) else []
        return all(_is_of_ours(source, item) for item in [*found.elts, *later])
    if isinstance(found, ast.GeneratorExp | ast.ListComp):
        return _is_of_ours(source, found.elt)
    if isinstance(found, ast.Call) and isinstance(found.func, ast.Attribute):
        parts = [found.func.value, *found.args]
        return found.func.attr == "join" and all(_is_of_ours(source, part) for part in parts)
    return False


def _appended(source: PythonSource, name: ast.Name) -> list[ast.expr]:
    """What `parts.append(…)` and its like add to a list in the same function."""
    calls = source.within(source.function_of(name) or source.tree, ast.Call)
    return [
        value
        for call in calls
        if isinstance(call.func, ast.Attribute) and _names(call.func.value, name.id)
        for value in call.args
    ]


def _side(source: PythonSource, side: ast.expr) -> list[ast.expr]:
    side = source.resolve(side) or side
    if _is_of_ours(source, side):
        return []
    inner = _pasted(source, side)
    if inner or isinstance(side, ast.BinOp | ast.JoinedStr):
        return inner
    return [side]


def _is_name_of_ours(value: ast.expr) -> bool:
    """A table name of a model or a constant elsewhere: only a reader can tell."""
    last = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    return last.isupper() or last in ("__tablename__", "schema", "fullname")


RULE = PythonRule(
    ValidationRule(
        rule_id="backend_no_sql_from_strings",
        description="SQL statements must not be built from strings",
        category=Category.BACKEND,
        prohibited_patterns=(
            r"(?i)\.execute\(\s*(?:\w+\()?f[\"']{1,3}\s*(?:select|insert|update|delete)\b[^\"']*\{",
        ),
        confidence_threshold=0.95,
    ),
    check,
)
