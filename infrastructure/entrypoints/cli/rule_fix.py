"""`baes-opt rule fix`: repair files that the rules reject, and show or write what changed."""

import os
import shutil
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from domain.errors import RejectedError, UnusableFileError
from domain.review import Category
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.code_files import read_code
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

if TYPE_CHECKING:
    from application.smart_retry import Retry

_HINT = "unset BAES_ENABLE_SMART_RETRY"


def fix(
    files: Annotated[list[Path], typer.Argument(help="Files to repair.")],
    *,
    swea: Annotated[Category, typer.Option(help="What the files are.")],
    write: Annotated[bool, typer.Option("--write", help="Write the repaired files.")] = False,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Repair what the rules reject: show the changes, or write them.

    The exit code is 1 when a file is left that the rules reject.
    """
    codes = {path: read_code(path) for path in files}
    found: dict[Path, tuple[Retry | None, int]] = {}
    with session(data_dir) as optimizer:
        if not optimizer.settings.enable_smart_retry:
            raise RejectedError("repairs are switched off by BAES_ENABLE_SMART_RETRY", hint=_HINT)
        for path, code in codes.items():
            retry = optimizer.repair(code, swea, path=str(path))
            saved = optimizer.smart_retry.tokens_saved(retry) if retry else 0
            if retry and write:
                if retry.repaired:
                    _replace(path, retry.text)
                optimizer.record_retry(retry)
            found[path] = retry, saved
    if json:
        output.document({"results": [_row(p, codes[p], *one) for p, one in found.items()]})
    else:
        for path, (retry, saved) in found.items():
            _show(path, codes[path], retry, saved, written=write)
    left = any(retry is not None and not retry.repaired for retry, _ in found.values())
    raise typer.Exit(1 if left else 0)


def _row(path: Path, code: str, retry: "Retry | None", saved: int) -> dict[str, object]:
    return {
        "file": str(path),
        "repaired": bool(retry and retry.repaired),
        "rejected": bool(retry and not retry.repaired),
        "rules": [patch.rule_id for patch in retry.patches] if retry else [],
        "reason": retry.reason if retry else "",
        "tokens_saved": saved,
        "diff": _diff(path, code, retry.text) if retry else "",
    }


def _show(path: Path, code: str, retry: "Retry | None", saved: int, *, written: bool) -> None:
    if retry is None:
        output.note(f"{path}: nothing to repair")
        return
    if not retry.repaired:
        output.note(f"{path}: not repaired: {retry.reason}")
        return
    if not written:
        output.out.print(_diff(path, code, retry.text).rstrip("\n"), soft_wrap=True, markup=False)
    rules = ", ".join(patch.rule_id for patch in retry.patches)
    done = "repaired" if written else "can be repaired"
    output.note(f"{path}: {done} ({rules}), {saved} tokens less than to generate it again")


def _diff(path: Path, before: str, after: str) -> str:
    name = path.as_posix().lstrip("/")
    lines = unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        fromfile=f"a/{name}",
        tofile=f"b/{name}",
    )
    ended = (
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
    return "".join(ended)


def _replace(path: Path, text: str) -> None:
    """All or nothing: a reader sees the old file or the new one."""
    target = path.resolve()
    side = target.with_name(f".{target.name}-{uuid4().hex}")
    try:
        with side.open("xb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, side)
        side.replace(target)
    except OSError as error:
        side.unlink(missing_ok=True)
        raise UnusableFileError(path, "written", str(error.strerror)) from error
