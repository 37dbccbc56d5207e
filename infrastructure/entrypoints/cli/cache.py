"""`baes-opt cache`: what the recognition cache holds and why a text hits."""

import sys
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from application.cache import CacheExplanation
from application.cache_transfer import LONGEST_LINE
from application.ports.recognition_store import CachedRecognition
from domain.errors import RejectedError
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.line_files import open_lines, write_lines
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

_MOST_REFUSALS = 20
app = typer.Typer(help="The recognition cache.", no_args_is_help=True)


@app.command()
def stats(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Show sizes, rates and ages; the counts are of all lookups in the log."""
    with session(data_dir) as optimizer:
        found = asdict(optimizer.cache.stats())
    if json:
        output.document(found)
        return
    output.table(
        "recognition cache",
        ("figure", "value"),
        [(name, _shown(value)) for name, value in found.items()],
        right=("value",),
    )


@app.command("list")
def list_entries(
    *,
    entity: Annotated[str | None, typer.Option(help="Only entries of this entity.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """List the entries of the persistent tier, newest first."""
    with session(data_dir) as optimizer:
        entries = list(islice(optimizer.cache.entries(entity), limit))
    if json:
        output.document({"entries": [_entry(one) for one in entries]})
        return
    output.table(
        f"{len(entries)} entries",
        ("entity", "intent", "hits", "conf", "cached (UTC)", "source", "request"),
        [
            (
                one.recognition.entity,
                one.recognition.intent,
                one.hit_count,
                f"{one.recognition.confidence:.2f}",
                one.timestamp.strftime("%m-%d %H:%M"),
                one.source,
                one.text,
            )
            for one in entries
        ],
        right=("hits", "conf"),
    )


@app.command()
def show(
    key: Annotated[str, typer.Argument(metavar="KEY|TEXT", help="A key, or a request.")],
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Say why a text hits: its key, the request that made the entry, source, age, hits."""
    with session(data_dir) as optimizer:
        found = optimizer.cache.show(key)
    if json:
        output.document(_explanation(found))
        return
    output.out.print(f"[bold]key[/bold] {output.escape(found.key)}", soft_wrap=True)
    if found.entry is None:
        output.out.print("no entry: the next request of this key is recognised anew")
    else:
        facts = _entry(found.entry)
        output.table("", ("field", "value"), [(name, _shown(facts[name])) for name in facts])
    if found.parse is not None:
        output.table("", ("word", "role"), [(one.text, one.role) for one in found.parse.tokens])


@app.command()
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


@app.command()
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


@app.command()
def clear(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Stop using every entry; the log still tells what they were."""
    with session(data_dir) as optimizer:
        _tell(optimizer.cache.clear(), json=json)


@app.command("export")
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


@app.command("import")
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


def _entry(one: CachedRecognition) -> dict[str, Any]:
    meaning = one.recognition
    return {
        "normalized_request_key": one.normalized_request_key,
        "detected_entity": meaning.entity,
        "action_intent": meaning.intent,
        "confidence_score": meaning.confidence,
        "timestamp": one.timestamp,
        "hit_count": one.hit_count,
        "cache_version": one.cache_version,
        "source": one.source,
        "text": one.text,
        "request_id": one.request_id,
        "namespace": one.namespace,
    }


def _explanation(found: CacheExplanation) -> dict[str, Any]:
    return {
        "key": found.key,
        "entry": _entry(found.entry) if found.entry else None,
        "recognition": found.entry.recognition if found.entry else None,
        "roles": [(one.text, one.role) for one in found.parse.tokens] if found.parse else None,
    }


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return f"{value:.3f}" if isinstance(value, float) else str(value)
