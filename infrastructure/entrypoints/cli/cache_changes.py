"""`baes-opt cache`: ending entries, and carrying them to another cache."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from application.cache_transfer import LONGEST_LINE
from domain.errors import RejectedError
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.line_files import open_lines, write_lines
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

_MOST_REFUSALS = 20


def invalidate(
    *,
    entity: Annotated[str | None, typer.Option(help="Every entry of this entity.")] = None,
    key: Annotated[str | None, typer.Option(help="The entry of this key.")] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Stop using the entries of an entity, or one entry: they are recognised anew."""
    if (entity is None) == (key is None):
        raise RejectedError(
            "invalidate needs --entity or --key", hint="`baes-opt cache clear` ends every entry"
        )
    with session(data_dir) as optimizer:
        _tell(optimizer.cache.invalidate(entity, key=key), json=json)


def cleanup(
    *,
    max_age_days: Annotated[
        int | None,
        typer.Option(
            "--max-age-days",
            min=0,
            max=36_500,
            help="Evict what is older [default: BAES_MAX_AGE_DAYS].",
        ),
    ] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Evict entries by age."""
    with session(data_dir) as optimizer:
        _tell(optimizer.cache.cleanup(max_age_days), json=json)


def clear(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Stop using every entry; the log still tells what they were."""
    with session(data_dir) as optimizer:
        _tell(optimizer.cache.clear(), json=json)


def export_entries(
    file: Annotated[Path, typer.Argument(help="JSON lines; - for stdout.")],
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Write every entry as one JSON line."""
    with session(data_dir) as optimizer:
        lines = optimizer.cache_transfer.export_lines()
        if str(file) == "-":
            for line in lines:
                sys.stdout.write(line + "\n")
            return
        count = write_lines(file, lines)
    if json:
        output.document({"exported": count, "file": str(file)})
    else:
        output.out.print(f"{_entries(count)} exported to {output.escape(str(file))}")


def import_entries(
    file: Annotated[Path, typer.Argument(help="JSON lines that `cache export` wrote.")],
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Take over the entries that are good; a bad line is refused with its number."""
    with open_lines(file, longest=LONGEST_LINE) as lines, session(data_dir) as optimizer:
        found = optimizer.cache_transfer.import_lines(lines)
    if json:
        output.document(found)
    else:
        output.out.print(f"{_entries(found.imported)} imported, {found.unchanged} unchanged")
        for one in found.refused[:_MOST_REFUSALS]:
            output.note(f"line {one.line}: {one.reason}")
        if len(found.refused) > _MOST_REFUSALS:
            output.note(f"and {len(found.refused) - _MOST_REFUSALS} more lines refused")
    raise typer.Exit(1 if found.refused else 0)


def _tell(count: int, *, json: bool) -> None:
    if json:
        output.document({"evicted": count})
    else:
        output.out.print(f"{_entries(count)} evicted")


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
