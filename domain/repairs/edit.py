"""One Python module that is being repaired: read as a syntax tree, changed as a concrete one.

What a finding is about is asked of `PythonSource`; what is written is changed in libcst's tree, so
that every byte that no repair names stays as it is. The twin of a node is found by its place.
"""

import ast
from collections.abc import Callable
from typing import Any, TypeVar

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider

from domain.errors import CannotRepairError
from domain.repairs.imports import add_import
from domain.review import Finding
from domain.rules.python_source import PythonSource

AstT = TypeVar("AstT", bound=ast.AST)
CstT = TypeVar("CstT", bound=cst.CSTNode)
Block = cst.IndentedBlock | cst.Module
Change = Callable[[Any], cst.CSTNode]  # what stands there now -> what stands there afterwards


class Edit:
    """Changes are collected and made together by `text()`; CannotRepairError refuses."""

    def __init__(self, source: PythonSource) -> None:
        self.source = source
        wrapper = MetadataWrapper(cst.parse_module(source.text), unsafe_skip_copy=True)
        self._positions = wrapper.resolve(PositionProvider)
        self._parents = wrapper.resolve(ParentNodeProvider)
        self.module = wrapper.module
        self._changes: dict[cst.CSTNode, Change] = {}
        self._imports: dict[tuple[str, str | None], None] = {}

    def points_at(self, finding: Finding, node: ast.AST) -> bool:
        """Whether a finding is about this node."""
        return _place(finding) == _place(self.source.finding(node, ""))

    def named(self, finding: Finding, *kinds: type[AstT]) -> AstT | None:
        """The node of one of these kinds that a finding points at."""
        return next((n for n in self.source.of(*kinds) if self.points_at(finding, n)), None)

    def twin(self, node: ast.AST, kind: type[CstT]) -> CstT:
        """The same node in the tree that can be written."""
        place = self.source.finding(node, "")
        start = (place.line, place.column - 1)
        end = (place.end_line, place.end_column)
        # The finding of a block ends with its header; a parameter of libcst has its comma, too.
        is_block = isinstance(getattr(node, "body", None), list) or isinstance(node, ast.arg)
        for candidate, found in self._positions.items():
            if (
                isinstance(candidate, kind)
                and (found.start.line, found.start.column) == start
                and (is_block or (found.end.line, found.end.column) == end)
            ):
                return candidate
        raise CannotRepairError("the place cannot be written", line=place.line)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        """The node that holds this one."""
        return self._parents[node]

    def change(self, node: cst.CSTNode, change: Change) -> None:
        """Replace a node when the text is asked for; of one node only once."""
        if node in self._changes:
            raise CannotRepairError("two changes of one place")
        self._changes[node] = change

    def parsed(self, code: str) -> cst.BaseStatement | cst.SimpleStatementLine:
        """A statement in the indentation and line ends of this module."""
        return cst.parse_statement(code, config=self.module.config_for_parsing)

    def line_of(self, statement: ast.stmt) -> tuple[Block, int]:
        """Where a statement stands: its block and its number in it; it must fill its line."""
        compound = isinstance(getattr(statement, "body", None), list)
        kind = cst.BaseCompoundStatement if compound else cst.BaseSmallStatement
        node: cst.CSTNode = self.twin(statement, kind)
        if isinstance(node, cst.BaseSmallStatement):
            node = self.parent(node)
            if not isinstance(node, cst.SimpleStatementLine) or len(node.body) > 1:
                raise CannotRepairError("several statements share its line", line=statement.lineno)
        block = self.parent(node)
        if not isinstance(block, cst.IndentedBlock | cst.Module):
            raise CannotRepairError("it is not in a block of its own", line=statement.lineno)
        return block, list(block.body).index(node)  # type: ignore[arg-type]  # a statement of it

    def statements(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements of the block that this one is in."""
        holder = self.source.parent(statement)
        for field in ("body", "orelse", "finalbody"):
            block = getattr(holder, field, None)
            if isinstance(block, list) and statement in block:
                return block
        raise CannotRepairError("it is not in a block", line=statement.lineno)

    def statement_of(self, node: ast.AST) -> ast.stmt:
        """The statement around an expression."""
        if isinstance(node, ast.stmt):
            return node
        return next(a for a in self.source.ancestors(node) if isinstance(a, ast.stmt))

    def insert_after(self, statement: ast.stmt, *code: str) -> None:
        """New lines right after a statement."""
        block, at = self.line_of(statement)
        new = [self.parsed(line) for line in code]
        self.change(
            block, lambda b: b.with_changes(body=[*b.body[: at + 1], *new, *b.body[at + 1 :]])
        )

    def put(self, node: ast.expr, code: str, kind: type[cst.CSTNode] = cst.BaseExpression) -> None:
        """Another expression in the place of this one; its parentheses stay."""
        new = cst.parse_expression(code, config=self.module.config_for_parsing)
        self.change(self.twin(node, kind), lambda old: _in_place_of(old, new))

    def need(self, module: str, name: str | None = None) -> str:
        """The local name of an import, which is added if it is not there."""
        wanted = f"{module}.{name}" if name else module
        known = self.imported(wanted)
        if known is not None:
            return known
        local = name or module.partition(".")[0]
        if self.source.imports.get(local, wanted) != wanted or self.binds(local):
            raise CannotRepairError(f"{local} is the name of something else here")
        self._imports[(module, name)] = None
        return local

    def imported(self, origin: str) -> str | None:
        """The name of an import that every line of the module can use."""
        source = self.source
        statements: list[ast.Import | ast.ImportFrom]
        statements = [*source.of(ast.Import), *source.of(ast.ImportFrom)]
        for statement in statements:
            if isinstance(source.parent(statement), ast.Module | ast.Try):
                for alias in statement.names:
                    local = alias.asname or alias.name
                    if source.imports.get(local) == origin:
                        return local
        return None

    def binds(self, name: str) -> bool:
        """Whether the module gives the name to anything of its own, in any scope."""
        source = self.source
        return (
            any(n.id == name and not isinstance(n.ctx, ast.Load) for n in source.of(ast.Name))
            or any(a.arg == name for a in source.of(ast.arg))
            or any(d.name == name for d in (*source.functions(), *source.of(ast.ClassDef)))
        )

    def fresh(self, *names: str) -> str:
        """The first of these names that nothing here uses yet."""
        used = {n.id for n in self.source.of(ast.Name)} | set(self.source.imports)
        free = (name for name in names if name not in used and not self.binds(name))
        found = next(free, None)
        if found is None:
            raise CannotRepairError(f"{', '.join(names)} are all in use")
        return found

    def text(self) -> str:
        """The module with everything changed."""
        changed = self.module.visit(_Apply(self._changes))
        for module, name in self._imports:
            changed = add_import(changed, module, name)
        return changed.code


class _Apply(cst.CSTTransformer):
    def __init__(self, changes: dict[cst.CSTNode, Change]) -> None:
        super().__init__()
        self._changes = changes

    def on_leave(self, original_node: cst.CSTNode, updated_node: Any) -> Any:
        change = self._changes.get(original_node)
        return updated_node if change is None else change(updated_node)


def _place(finding: Finding) -> tuple[int, int, int, int]:
    return finding.line, finding.column, finding.end_line, finding.end_column


def _in_place_of(old: cst.CSTNode, new: cst.BaseExpression) -> cst.BaseExpression:
    if isinstance(old, cst.BaseExpression) and old.lpar:
        return new.with_changes(lpar=old.lpar, rpar=old.rpar)
    return new
