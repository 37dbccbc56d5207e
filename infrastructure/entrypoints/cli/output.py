"""What a person or a program sees: JSON on stdout, tables at 80 columns, notes on stderr.

Rich takes a tenth of the time that a short command has, so its parts are loaded when they are used.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID
    from rich.table import Table


class Screen:
    """A Rich console that is made when something is first printed on it: JSON needs none."""

    def __init__(self, *, stderr: bool) -> None:
        self._stderr = stderr

    @cached_property
    def console(self) -> "Console":
        """The console itself."""
        from rich.console import Console  # noqa: PLC0415 - see the top

        # a request that says ":smile:" is shown as it was written
        return Console(stderr=self._stderr, highlight=False, emoji=False)

    def print(
        self, what: "str | Table", *, soft_wrap: bool | None = None, markup: bool | None = None
    ) -> None:
        """Text with Rich's markup, or a table."""
        self.console.print(what, soft_wrap=soft_wrap, markup=markup)


out = Screen(stderr=False)
err = Screen(stderr=True)


__all__ = ["document", "err", "error", "escape", "indented", "note", "out", "progress", "table"]

Progress = Callable[[str, int, int], None]  # what is done, how much of it, out of how much


@contextmanager
def progress(*, json: bool) -> Iterator[Progress]:
    """A progress bar on a terminal; nothing in a pipe or beside JSON."""
    if json or not err.console.is_terminal:
        yield lambda _what, _done, _total: None
        return
    from rich.progress import Progress as RichProgress  # noqa: PLC0415 - see the top

    with RichProgress(console=err.console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield show


def document(value: Any) -> None:
    """One JSON document on one line of stdout; models are dumped by their fields."""
    sys.stdout.write(json.dumps(to_jsonable_python(value), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def indented(value: BaseModel | dict[str, Any]) -> None:
    """A value for a person to read."""
    out.console.print_json(json.dumps(to_jsonable_python(value), ensure_ascii=False))


def escape(text: str) -> str:
    """The text without a meaning as markup."""
    from rich.markup import escape as escaped  # noqa: PLC0415 - see the top

    return escaped(text)


def note(sentence: str) -> None:
    """Something worth knowing that is no result."""
    err.print(escape(sentence))


def error(code: str, message: str, hint: str, *, as_json: bool) -> None:
    """One sentence about what is wrong, and one about what to do."""
    if as_json:
        document({"error": {"code": code, "message": message, "hint": hint}})
        return
    err.print(f"[red]error:[/red] {escape(message)}", soft_wrap=True)
    if hint:
        err.print(f"[dim]{escape(hint)}[/dim]", soft_wrap=True)


def table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Sequence[str] = (),
    whole: Sequence[str] = (),
    clipped: Sequence[str] = (),
) -> None:
    """A table; `right` are columns of numbers, `whole` are never broken, `clipped` are cut."""
    from rich.table import Table  # noqa: PLC0415 - see the top
    from rich.text import Text  # noqa: PLC0415 - the same

    grid = Table(
        title=title, title_justify="left", header_style="bold", box=None, padding=(0, 1, 0, 0)
    )
    for column in columns:
        grid.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=column in {*right, *whole},
            overflow="ellipsis" if column in clipped else "fold",
        )
    for row in rows:
        grid.add_row(
            *(
                Text("" if cell is None else str(cell), no_wrap=True if name in clipped else None)
                for name, cell in zip(columns, row, strict=True)
            )
        )
    out.print(grid)
