"""FE006: the widget's key is made from what the loop counts or from the id of its row.

Refused: loops inside of loops, `while`, and comprehensions whose rows show no id.
"""

import ast
import re

import libcst as cst

from domain.errors import CannotRepairError
from domain.repairs.calls import set_keyword
from domain.repairs.edit import Edit
from domain.repairs.fixer import PythonFixer
from domain.review import Finding
from domain.rules.python_source import SCOPES, keyword

COUNTERS = ("number", "position", "turn")


def fix(edit: Edit, finding: Finding) -> None:
    """The finding points at the widget's call."""
    call = edit.named(finding, ast.Call)
    if call is None:
        raise CannotRepairError("the widget is not found", line=finding.line)
    loop = _loop(edit, call)
    stem = _stem(edit, call)
    code = f'f"{stem}-{{{_turn(edit, loop)}}}"'
    given = keyword(call, "key")
    if isinstance(call.func, ast.Attribute) and call.func.attr == "form" and given is None:
        if not call.args:
            raise CannotRepairError("the form has no key", line=call.lineno)
        edit.put(call.args[0], code)
    else:
        set_keyword(edit, call, "key", code)


def _loop(edit: Edit, call: ast.Call) -> ast.For:
    """The one loop around the widget."""
    loops = []
    for ancestor in edit.source.ancestors(call):
        if isinstance(ancestor, SCOPES):
            break
        if isinstance(
            ancestor,
            ast.For | ast.While | ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
        ):
            loops.append(ancestor)
    loop = loops[0] if len(loops) == 1 else None
    if not isinstance(loop, ast.For):
        raise CannotRepairError("what differs in each turn is not known", line=call.lineno)
    return loop


def _turn(edit: Edit, loop: ast.For) -> str:
    """An expression that is another one in each turn."""
    counted = isinstance(loop.iter, ast.Call) and ast.unparse(loop.iter.func) in (
        "enumerate",
        "range",
    )
    if counted:
        first = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target
        if isinstance(first, ast.Name):
            return first.id
    if isinstance(loop.target, ast.Name):
        for shown in (f"{loop.target.id}.id", f"{loop.target.id}['id']"):
            named = [
                n
                for n in ast.walk(loop)
                if isinstance(n, ast.Attribute | ast.Subscript) and ast.unparse(n) == shown
            ]
            if named and all(isinstance(n.ctx, ast.Load) for n in named):
                return shown
    if edit.binds("enumerate"):
        raise CannotRepairError("enumerate is something else here", line=loop.lineno)
    number = edit.fresh(*COUNTERS)
    target = ast.unparse(loop.target)
    twin = edit.twin(loop, cst.For)
    edit.change(twin.iter, lambda old: cst.Call(cst.Name("enumerate"), [cst.Arg(old)]))
    new = cst.ensure_type(cst.parse_statement(f"for {number}, {target} in x:\n    pass"), cst.For)
    edit.change(twin.target, lambda _: new.target)
    return number


def _stem(edit: Edit, call: ast.Call) -> str:
    """The key or label that is there, in words that a key may have; no other key begins so."""
    given = keyword(call, "key")
    label = given if given is not None else (call.args[0] if call.args else None)
    text = label.value if isinstance(label, ast.Constant) else ""
    words = re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-")
    kind = call.func.attr if isinstance(call.func, ast.Attribute) else "widget"
    stem, number = words or kind, 2
    while f'"{stem}-{{' in edit.source.text or f"'{stem}-{{" in edit.source.text:
        stem, number = f"{words or kind}-{number}", number + 1
    return stem


FIXER = PythonFixer("frontend_widget_keys", fix)
