"""One more import in a module, where a reader looks for it; everything else stays as it is."""

import sys
from collections.abc import Sequence

import libcst as cst

_BLANK = cst.EmptyLine(indent=False)


def add_import(module: cst.Module, name: str, attribute: str | None) -> cst.Module:
    """`import name`, or `from name import attribute`, which joins such a line if there is one."""
    if attribute is not None:
        joined = _joined(module, name, attribute)
        if joined is not None:
            return joined
    code = f"import {name}" if attribute is None else f"from {name} import {attribute}"
    line = cst.parse_statement(code, config=module.config_for_parsing)
    assert isinstance(line, cst.SimpleStatementLine)  # noqa: S101 - an import is one
    return _placed(module, line, name)


def _joined(module: cst.Module, name: str, attribute: str) -> cst.Module | None:
    for statement in module.body:
        found = _import_of(statement)
        if (
            isinstance(found, cst.ImportFrom)
            and _dotted(found) == name
            and not found.lpar
            and not isinstance(found.names, cst.ImportStar)
        ):
            bare = [alias.with_changes(comma=cst.MaybeSentinel.DEFAULT) for alias in found.names]
            names = [*bare, cst.ImportAlias(cst.Name(attribute))]
            names.sort(key=lambda alias: _order(alias.evaluated_name))
            return module.with_deep_changes(found, names=names)
    return None


def _order(name: str) -> tuple[bool, bool, str]:
    """Constants, classes, functions: the order that isort and ruff keep."""
    return not name.isupper(), not name[:1].isupper(), name


def _placed(module: cst.Module, line: cst.SimpleStatementLine, name: str) -> cst.Module:
    body = list(module.body)
    start = _first_import(body)
    run = start
    while run < len(body) and _import_of(body[run]) is not None:
        run += 1
    standard = [n for n in range(start, run) if _is_standard(_dotted(_import_of(body[n])))]
    if start == run:  # there is no import yet
        after = body[start:]
        if start:
            line = line.with_changes(leading_lines=[_BLANK])
        if after and not after[0].leading_lines:
            definition = isinstance(after[0], cst.FunctionDef | cst.ClassDef)
            after[0] = after[0].with_changes(leading_lines=[_BLANK] * (1 + definition))
        return module.with_changes(body=[*body[:start], line, *after])
    if not _is_standard(name):
        later = (n for n in range(start, run) if _sorts_after(body[n], name))
        at = next(later, run)
        if at < run and _is_spaced(body[at]):
            line = line.with_changes(leading_lines=body[at].leading_lines)
            body[at] = body[at].with_changes(leading_lines=())
        return module.with_changes(body=[*body[:at], line, *body[at:]])
    if standard:
        at = standard[-1] + 1
        return module.with_changes(body=[*body[:at], line, *body[at:]])
    first = body[start]
    blank = _is_spaced(first)
    line = line.with_changes(leading_lines=first.leading_lines if blank else ())
    follows = first.with_changes(leading_lines=[_BLANK] if blank else first.leading_lines)
    return module.with_changes(body=[*body[:start], line, follows, *body[start + 1 :]])


def _sorts_after(statement: cst.BaseStatement | cst.SimpleStatementLine, name: str) -> bool:
    other = _dotted(_import_of(statement))
    return not _is_standard(other) and _top(other) == _top(name) and other > name


def _is_spaced(statement: cst.SimpleStatementLine | cst.BaseCompoundStatement) -> bool:
    """Nothing but blank lines before it."""
    return all(one.comment is None for one in statement.leading_lines)


def _first_import(body: Sequence[cst.BaseStatement | cst.SimpleStatementLine]) -> int:
    """After the docstring and what must be first."""
    for number, statement in enumerate(body):
        found = _import_of(statement)
        if found is not None and _dotted(found) != "__future__":
            return number
    number = 0
    while number < len(body) and (_is_docstring(body[number]) or _import_of(body[number])):
        number += 1
    return number


def _is_docstring(statement: cst.BaseStatement | cst.SimpleStatementLine) -> bool:
    small = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    return isinstance(small, cst.Expr) and isinstance(small.value, cst.SimpleString)


def _import_of(
    statement: cst.BaseStatement | cst.SimpleStatementLine,
) -> cst.Import | cst.ImportFrom | None:
    small = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    return small if isinstance(small, cst.Import | cst.ImportFrom) else None


def _dotted(found: cst.Import | cst.ImportFrom | None) -> str:
    if isinstance(found, cst.Import):
        return found.names[0].evaluated_name
    if found is None or found.module is None:
        return "."
    return "." * len(found.relative) + cst.Module([]).code_for_node(found.module)


def _is_standard(name: str) -> bool:
    return _top(name) in sys.stdlib_module_names


def _top(name: str) -> str:
    return name.partition(".")[0]
