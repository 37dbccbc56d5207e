"""An SQL text that is built from strings, taken apart: what is constant, and what is pasted in.

A value may become a bound parameter only where SQL takes a value. A table, a column, a list or a
piece of a condition cannot be bound: there the repair is refused.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import CannotRepairError

_BEFORE_VALUE = re.compile(
    r"(?:[^<>=!](?:=|<|>)|<=|>=|<>|!=|==|\b(?:i?like|between|limit|offset|not\s+like))\s*$",
    re.IGNORECASE,
)
_IN_VALUES = re.compile(r"\bvalues\s*(?:\([^()]*\)\s*,\s*)*\([^()]*$", re.IGNORECASE)
_SECOND_OF_BETWEEN = re.compile(r"\bbetween\s+\S+\s+and\s*$", re.IGNORECASE)
_AFTER_VALUE = re.compile(
    r"^\s*(?:$|[,);]|--|\b(?:and|or|limit|offset|order|group|returning|where)\b)", re.IGNORECASE
)
_PERCENT = re.compile(r"%(?:%|[sd])|%")
_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
_PLACES = frozenset({"%s", "%d", "{}"})
_ESCAPES = {"%%": "%", "{{": "{", "}}": "}"}
_MARK = "\x00"


@dataclass(frozen=True, slots=True)
class Bound:
    """The statement with placeholders, and the code of the value of each."""

    text: str
    values: dict[str, str]


def bind(node: ast.expr) -> Bound:
    """`:name` for each value of an f-string, a sum, `%` or `format`; CannotRepairError."""
    return _bound(_pieces(node), node.lineno)


def _pieces(node: ast.expr) -> list[str | ast.expr]:
    """Constant text and pasted expressions, in their order."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [_part(value) for value in node.values]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_pieces(node.left), *_pieces(node.right)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        values = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return _filled(_template(node.left), _PERCENT, values)
    if isinstance(node, ast.Call):
        return _called(node)
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
        return [node]
    raise CannotRepairError("the text is put together in an unusual way", line=node.lineno)


def _called(node: ast.Call) -> list[str | ast.expr]:
    """`"…".format(…)` and `str(…)`."""
    if isinstance(node.func, ast.Attribute) and node.func.attr == "format" and not node.keywords:
        return _filled(_template(node.func.value), _BRACES, node.args)
    if ast.unparse(node.func) == "str" and len(node.args) == 1:
        return [node.args[0]]
    raise CannotRepairError("the text is put together in an unusual way", line=node.lineno)


def _part(value: ast.expr) -> str | ast.expr:
    if isinstance(value, ast.Constant):
        return str(value.value)
    if isinstance(value, ast.FormattedValue) and value.conversion == -1 and not value.format_spec:
        return value.value
    raise CannotRepairError("a value is formatted before it is pasted", line=value.lineno)


def _template(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise CannotRepairError("the text to fill is not a constant", line=node.lineno)


def _filled(
    template: str, marks: re.Pattern[str], values: Sequence[ast.expr]
) -> list[str | ast.expr]:
    pieces: list[str | ast.expr] = []
    left, at = list(values), 0
    for match in marks.finditer(template):
        pieces.append(template[at : match.start()])
        at = match.end()
        if match.group() in _ESCAPES:
            pieces.append(_ESCAPES[match.group()])
        elif match.group() in _PLACES and left and not isinstance(left[0], ast.Starred):
            pieces.append(left.pop(0))
        else:
            raise CannotRepairError("its places and values do not match", line=values[0].lineno)
    if left:
        raise CannotRepairError("its places and values do not match", line=values[0].lineno)
    return [*pieces, template[at:]]


def _bound(pieces: list[str | ast.expr], line: int) -> Bound:
    values: dict[str, str] = {}
    text = "".join(one if isinstance(one, str) else _MARK for one in pieces)
    if re.search(r"(?<![:\w]):\w", text) or text.count(_MARK) != sum(
        not isinstance(one, str) for one in pieces
    ):
        raise CannotRepairError("the text has placeholders already", line=line)
    given = [one for one in pieces if isinstance(one, ast.expr)]
    parts = text.split(_MARK)
    shown = parts[0]
    for value, before, after in zip(given, parts, parts[1:], strict=False):
        quoted = before.endswith("'") and after.startswith("'") and not _opens_quote(shown[:-1])
        head, tail = (shown[:-1], after[1:]) if quoted else (shown, after)
        if _opens_quote(head) or not _takes_value(head) or not _AFTER_VALUE.match(tail):
            raise CannotRepairError("a part that is no value is pasted in", line=value.lineno)
        name = _name(value, values)
        shown = f"{head}:{name}{tail}"
    return Bound(shown, values)


def _opens_quote(text: str) -> bool:
    return text.count("'") % 2 == 1


def _takes_value(before: str) -> bool:
    return bool(
        _BEFORE_VALUE.search(before)
        or _IN_VALUES.search(before)
        or _SECOND_OF_BETWEEN.search(before)
    )


def _name(value: ast.expr, values: dict[str, str]) -> str:
    """One name for one expression."""
    code = ast.unparse(value)
    for name, known in values.items():
        if known == code:
            return name
    stem = value.id if isinstance(value, ast.Name) else getattr(value, "attr", "value")
    name, number = stem, 2
    while name in values:
        name, number = f"{stem}_{number}", number + 1
    values[name] = code
    return name
