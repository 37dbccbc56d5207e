"""One piece of Python, parsed once: nodes by type, parents, imports and constants resolved.

Every structural check reads this instead of the text, so that scope is respected and comments
and strings are no code. Nothing is executed; `compile` finds what the parser alone lets pass
(a `return` outside a function).
"""

import ast
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import TypeVar

from domain.errors import UnreadableCodeError
from domain.review import Finding, Severity

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)

NodeT = TypeVar("NodeT", bound=ast.AST)
ResultT = TypeVar("ResultT")


class PythonSource:
    """A parsed module. Read-only; answers are kept, so that rules share them."""

    def __init__(self, text: str, tree: ast.Module) -> None:
        self.text = text
        self.tree = tree
        self._order: list[ast.AST] = []  # each node before its children
        self._places: dict[ast.AST, int] = {}  # in that order
        self._above: list[int] = []  # by place: the place of the parent; the module is its own
        self._scopes: list[int] = []  # by place: that of the scope around it; -1 at module level
        self._ends: list[int] = []  # by place: where what is below the node ends
        self._below: dict[ast.AST, list[ast.AST]] = {}
        self._by_type: dict[type[ast.AST], list[ast.AST]] = {}
        self._kept: dict[Callable[..., object], object] = {}
        self._index(tree, 0, -1)
        self.imports = self._read_imports()
        self._assigned = self._read_assignments()

    def _index(self, node: ast.AST, owner: int, scope: int) -> None:
        """Every node in the order of the text; written out, for it is a quarter of a review.

        RecursionError where the code nests too deeply.
        """
        order, kind = self._order, node.__class__
        place = self._places[node] = len(order)
        order.append(node)
        self._above.append(owner)
        self._scopes.append(scope)
        self._ends.append(0)
        if kind in self._by_type:
            self._by_type[kind].append(node)
        else:
            self._by_type[kind] = [node]
        fields = _FIELDS.get(kind)
        if fields is None:
            fields = _node_fields(kind)
        if fields:
            index, held = self._index, node.__dict__
            inner = place if kind in SCOPES else scope
            for field in fields:
                value = held.get(field)
                if value.__class__ is list:
                    for item in value:
                        if isinstance(item, ast.AST):
                            index(item, place, inner)
                elif isinstance(value, ast.AST):
                    index(value, place, inner)
        self._ends[place] = len(order)

    def _read_imports(self) -> dict[str, str]:
        """Local name -> where it comes from; imports inside functions count as well."""
        names: dict[str, str] = {}
        for node in self.of(ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                names[local] = alias.name if alias.asname else local
        for found in self.of(ast.ImportFrom):
            module = "." * found.level + (found.module or "")
            for alias in found.names:
                names[alias.asname or alias.name] = f"{module}.{alias.name}".lstrip(".")
        return names

    def _read_assignments(self) -> dict[tuple[ast.AST | None, str], list[ast.expr | None]]:
        """(scope, name) -> values assigned there; None where the value is not an expression."""
        assigned: dict[tuple[ast.AST | None, str], list[ast.expr | None]] = {}
        for node in self.of(ast.Name):
            if isinstance(node.ctx, ast.Load):
                continue
            parent = self.parent(node)
            value: ast.expr | None = None
            if (isinstance(parent, ast.Assign) and node in parent.targets) or (
                isinstance(parent, ast.AnnAssign | ast.NamedExpr) and parent.target is node
            ):
                value = parent.value
            assigned.setdefault((self.scope_of(node), node.id), []).append(value)
        return assigned

    def of(self, *types: type[NodeT]) -> Iterator[NodeT]:
        """All nodes of exactly these types, in the order of the text for each type."""
        for kind in types:
            yield from self._by_type.get(kind, ())  # type: ignore[misc]  # keyed by type

    def derive(self, read: Callable[["PythonSource"], ResultT]) -> ResultT:
        """`read(self)`, computed once for all rules."""
        if read not in self._kept:
            self._kept[read] = read(self)
        return self._kept[read]  # type: ignore[return-value]  # keyed by the reader

    def functions(self) -> list[Function]:
        """All functions, methods included, in the order of the text."""
        return sorted(
            [*self.of(ast.FunctionDef), *self.of(ast.AsyncFunctionDef)], key=lambda f: f.lineno
        )

    def holds(self, node: ast.AST) -> bool:
        """Whether the node is one of this module's."""
        return node in self._places

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that holds this one."""
        place = self._places[node]
        return self._order[self._above[place]] if place else None

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The parent, its parent and so on, up to the module."""
        place = self._places[node]
        while place:
            place = self._above[place]
            yield self._order[place]

    def scope_of(self, node: ast.AST) -> ast.AST | None:
        """The function, lambda or class whose body holds the node; None at module level."""
        place = self._scopes[self._places[node]]
        return self._order[place] if place >= 0 else None

    def function_of(self, node: ast.AST) -> Function | None:
        """The nearest function around the node."""
        return next((a for a in self.ancestors(node) if isinstance(a, FUNCTIONS)), None)

    def walk(self, root: ast.AST) -> list[ast.AST]:
        """The node and all below it, as `ast.walk`, in the order of the text."""
        place = self._places[root]
        return self._order[place : self._ends[place]]

    def within(self, root: ast.AST, *types: type[NodeT]) -> Iterator[NodeT]:
        """Nodes of these types below `root`, in order; of a function only its body counts.

        Nested functions, lambdas and classes are left out: they run at another time.
        """
        for node in self._below_of(root):
            if isinstance(node, types):
                yield node

    def _below_of(self, root: ast.AST) -> list[ast.AST]:
        found = self._below.get(root)
        if found is None:
            found = self._below[root] = []
            first, last = (
                (root.body[0], root.body[-1]) if isinstance(root, FUNCTIONS) else (root, root)
            )
            at, end = self._places[first] + (first is root), self._ends[self._places[last]]
            while at < end:
                node = self._order[at]
                found.append(node)
                at = self._ends[at] if isinstance(node, SCOPES) else at + 1
        return found

    def name(self, node: ast.AST | None) -> str:
        """The dotted name, imports resolved: `fastapi.status.HTTP_201_CREATED`; "" if none."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        parts.append(self.imports.get(node.id, node.id))
        return ".".join(reversed(parts))

    def resolve(self, node: ast.expr | None) -> ast.expr | None:
        """Follow names to the one value that they were assigned, as far as that is certain."""
        for _ in range(10):  # a chain of names; cycles end here
            if not isinstance(node, ast.Name):
                return node
            found = self._assignment(node)
            if found is None:
                return node
            node = found
        return node

    def _assignment(self, name: ast.Name) -> ast.expr | None:
        scope = self.scope_of(name)
        while True:
            if isinstance(scope, FUNCTIONS) and name.id in parameters(scope):
                return None
            values = self._assigned.get((scope, name.id))
            if values is not None:
                return values[0] if len(values) == 1 else None
            if scope is None:
                return None
            scope = self.scope_of(scope)
            while isinstance(scope, ast.ClassDef):  # names of a class are not seen in its methods
                scope = self.scope_of(scope)

    def literal(self, node: ast.expr | None) -> object:
        """The value of a constant or of a name for one; `UNKNOWN` for anything else."""
        found = self.resolve(node)
        return found.value if isinstance(found, ast.Constant) else UNKNOWN

    def text_of(self, node: ast.expr | None) -> str:
        """The text that an expression makes, `HOLE` for each part that is not certain."""
        found = self.resolve(node)
        if isinstance(found, ast.Constant):
            value = found.value
            return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        if isinstance(found, ast.JoinedStr):
            return "".join(self.text_of(part) for part in found.values)
        if isinstance(found, ast.FormattedValue):
            return self.text_of(found.value)
        if isinstance(found, ast.BinOp) and isinstance(found.op, ast.Add):
            return self.text_of(found.left) + self.text_of(found.right)
        return HOLE

    def finding(self, node: ast.AST, message: str, severity: Severity = Severity.ERROR) -> Finding:
        """The place of a node; of a function, class or other block its first line."""
        line: int = getattr(node, "lineno", 1)
        end: int = getattr(node, "end_lineno", None) or line
        block = getattr(node, "body", None)
        last = len(self._line(line)) if isinstance(block, list) else None
        column = self._column(line, getattr(node, "col_offset", 0)) + 1
        end_line = line if last is not None else end
        end_column = last if last is not None else self._column(end, node.end_col_offset or 0)  # type: ignore[attr-defined]  # every located node has it
        return Finding(
            line=line,
            column=column,
            end_line=end_line,
            end_column=max(end_column, column if end_line == line else 1),
            message=message,
            severity=severity,
        )

    def _line(self, number: int) -> str:
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _column(self, line: int, offset: int) -> int:
        """Python counts columns in bytes of UTF-8; people count characters."""
        return len(self._line(line).encode()[:offset].decode(errors="ignore"))

    def is_docstring(self, node: ast.AST) -> bool:
        """Whether a constant stands alone as a statement: text for readers."""
        return isinstance(self.parent(node), ast.Expr)


UNKNOWN = object()
HOLE = "\0"
"""In a text, what only the running program knows."""


def _node_fields(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields of a type of node that can hold nodes."""
    never = {"value", "kind"} if kind is ast.Constant else _NO_NODES
    fields = _FIELDS[kind] = tuple(field for field in kind._fields if field not in never)
    return fields


_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {}
# Names and numbers, and marks that all nodes of a kind share.
_NO_NODES = frozenset(
    {"ctx", "op", "ops", "id", "attr", "arg", "module", "level", "asname", "type_comment"}
)


def parameters(function: Function) -> set[str]:
    """The names of all parameters."""
    args = function.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    every += [a for a in (args.vararg, args.kwarg) if a is not None]
    return {a.arg for a in every}


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of one keyword argument."""
    return next((k.value for k in call.keywords if k.arg == name), None)


def read_python(text: str, *, compiled: bool = True) -> PythonSource:
    """Parse; UnreadableCodeError with line and column for what Python itself refuses.

    Not `compiled` leaves out what only the compiler finds, at half the time.
    """
    try:
        return PythonSource(text, _quietly(_compile if compiled else _parse, text))
    except SyntaxError as error:
        raise UnreadableCodeError(error.msg, error.lineno or 1, error.offset or 1) from error
    except ValueError as error:  # a NUL byte, a surrogate
        raise UnreadableCodeError(str(error), 1, 1) from error


def _quietly(read: Callable[[str], ast.Module], text: str) -> ast.Module:
    try:
        return read(text)
    except SyntaxError:
        # Where warnings are errors, a mere warning about the code looks like a syntax error.
        with _WARNINGS, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read(text)


def _parse(text: str) -> ast.Module:
    return ast.parse(text, _NAME)


def _compile(text: str) -> ast.Module:
    tree = _parse(text)
    compile(tree, _NAME, "exec", dont_inherit=True)
    return tree


_NAME = "<review>"
warnings.filterwarnings("ignore", module=_NAME)  # what Python itself would warn of is no verdict


_WARNINGS = threading.Lock()  # the filters are the process's: one thread at a time
