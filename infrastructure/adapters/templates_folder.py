"""The folder where users put their templates, read for the moment of registration.

What is read here is pinned in the event; nothing is read when a template is rendered. A part that
the folder does not have may be one of ours: it is not pinned, it travels with the program.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from jinja2 import DictLoader, TemplateSyntaxError, nodes
from jinja2.visitor import NodeVisitor

from domain.errors import InvalidTemplateError
from domain.templates import TemplateSource
from infrastructure.adapters.templates_environment import user_environment

MAX_BYTES = 1 << 18  # of one file
MAX_PARTS = 32
MAX_PATH = 200


class UserTemplateFolder:
    """`root` is the user's; `packaged` is that of the program."""

    def __init__(self, root: Path, packaged: Path) -> None:
        self._root = root
        self._packaged = packaged
        self._environment = user_environment(DictLoader({}))

    def read(self, template_path: str) -> tuple[TemplateSource, ...]:
        """As the port says."""
        found: dict[str, TemplateSource] = {}
        waiting = [template_path]
        while waiting:
            path = waiting.pop(0)
            if path in found or (found and self._is_packaged(path)):
                continue
            if len(found) == MAX_PARTS:
                raise InvalidTemplateError(
                    template_path, f"it includes more than {MAX_PARTS} parts"
                )
            found[path] = TemplateSource(path=path, text=self._text(path))
            waiting += self._parts(found[path])
        return tuple(found.values())

    def packaged(self, template_path: str) -> TemplateSource:
        """As the port says."""
        text = (self._packaged / template_path).read_text(encoding="utf-8")
        return TemplateSource(path=template_path, text=text)

    def _is_packaged(self, path: str) -> bool:
        return not (self._root / path).exists() and (self._packaged / path).is_file()

    def _text(self, path: str) -> str:
        """The text of a file of the user's, or of one of ours that is registered under an id."""
        _check_path(path)
        root = self._packaged if self._is_packaged(path) else self._root
        try:
            data = _read_inside(root, path)
        except FileNotFoundError as error:
            raise InvalidTemplateError(
                path,
                f"there is no such file in {root}",
                hint="put it there, or name another folder with BAES_TEMPLATE_DIR",
            ) from error
        except OSError as error:
            raise InvalidTemplateError(path, error.strerror or str(error)) from error
        if len(data) > MAX_BYTES:
            raise InvalidTemplateError(path, f"it has more than {MAX_BYTES:,} bytes")
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            raise InvalidTemplateError(
                path, f"it is not UTF-8 text (byte {error.start})"
            ) from error
        if "\x00" in text:
            raise InvalidTemplateError(path, "it holds a NUL character")
        return text.replace("\r\n", "\n")

    def _parts(self, source: TemplateSource) -> Iterator[str]:
        try:
            tree = self._environment.parse(source.text)
            parts = list(_Parts(source.path).of(tree))
        except TemplateSyntaxError as error:
            reason = error.message or "syntax error"
            raise InvalidTemplateError(source.path, reason, line=error.lineno) from error
        except RecursionError as error:
            raise InvalidTemplateError(source.path, "it is nested too deeply") from error
        yield from parts


class _Parts(NodeVisitor):
    """The names that a template includes, imports or extends."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._names: list[str] = []

    def of(self, tree: nodes.Template) -> list[str]:
        self.visit(tree)
        return self._names

    def _part(self, node: nodes.Include | nodes.Extends | nodes.Import | nodes.FromImport) -> None:
        name = node.template
        if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
            raise InvalidTemplateError(
                self._path,
                "what it includes has to be named by a text",
                line=node.lineno,
                hint='write {% include "name.j2" %}: every part is kept with the version',
            )
        self._names.append(name.value)

    visit_Include = visit_Extends = visit_Import = visit_FromImport = _part  # noqa: N815 - Jinja2's names


def _check_path(path: str) -> None:
    """A path below the folder, written one way."""
    parts = PurePosixPath(path).parts
    if not path or len(path) > MAX_PATH or not path.isprintable() or "\\" in path:
        raise InvalidTemplateError(path or "''", "template_path is no path of a file")
    if path.startswith("/") or ".." in parts or path != "/".join(parts):
        raise InvalidTemplateError(path, "template_path must lead to a file in the template folder")


def _read_inside(root: Path, path: str) -> bytes:
    """The bytes of a regular file below `root`, through no link that leads out of it."""
    real = Path(os.path.realpath(root))
    target = Path(os.path.realpath(real / path))
    if not target.is_relative_to(real):
        raise InvalidTemplateError(path, "it is a link that leads out of the template folder")
    descriptor = os.open(target, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise InvalidTemplateError(path, "it is no file")
        return file.read(MAX_BYTES + 1)
