"""`baes-opt cache`: what the recognition cache holds and why a text hits."""

from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from application.cache import CacheExplanation
from application.ports.recogniser import Unparsed
from application.ports.recognition_store import CachedRecognition
from infrastructure.entrypoints.cli import cache_changes, output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

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
    quarantined: Annotated[
        bool, typer.Option("--quarantined", help="Keys whose answers disagree, instead.")
    ] = False,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """List the entries of the persistent tier, newest first."""
    if quarantined:
        _list_quarantined(data_dir, limit, json=json)
        return
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


def _list_quarantined(data_dir: Path | None, limit: int, *, json: bool) -> None:
    with session(data_dir) as optimizer:
        held = list(islice(optimizer.cache.quarantined(), limit))
    if json:
        output.document({"quarantined": held})
        return
    output.table(
        f"{len(held)} keys in quarantine",
        ("entity", "since (UTC)", "request", "key"),
        [(o.entity, _shown(o.since), o.text, o.normalized_request_key) for o in held],
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
    output.out.print(f"[bold]{_verdict(found)}[/bold]")
    output.out.print(f"key   {output.escape(found.key)}", soft_wrap=True)
    output.out.print(f"text  {output.escape(found.text_key)}", soft_wrap=True)
    if found.entry is not None:
        facts = _entry(found.entry)
        output.table("", ("field", "value"), [(name, _shown(facts[name])) for name in facts])
    roles = [(one.text, one.role) for one in found.parse.tokens]
    output.table("", ("word", "role"), roles)
    if isinstance(found.parse.outcome, Unparsed):
        output.out.print(output.escape(str(found.parse.outcome)))


app.command()(cache_changes.invalidate)
app.command()(cache_changes.cleanup)
app.command()(cache_changes.clear)
app.command("export")(cache_changes.export_entries)
app.command("import")(cache_changes.import_entries)


def _verdict(found: CacheExplanation) -> str:
    """Whether it hits, and why not."""
    if found.quarantined:
        return "no answer: two answers disagree; cache invalidate --key lets the rules answer again"
    if found.entry is None:
        return "a miss: there is no entry of this key"
    if found.stale is not None:
        return f"a miss: the entry is no answer any more ({found.stale})"
    return f"a hit: made by {output.escape(repr(found.entry.text))}"


def _entry(one: CachedRecognition) -> dict[str, Any]:
    meaning = one.recognition
    return {
        "normalized_request_key": one.normalized_request_key,
        "detected_entity": meaning.entity,
        "action_intent": meaning.intent,
        "confidence_score": meaning.confidence,
        "timestamp": one.timestamp,
        "age_days": round((datetime.now(UTC) - one.timestamp).total_seconds() / 86_400, 3),
        "hit_count": one.hit_count,
        "cache_version": one.cache_version,
        "source": one.source,
        "text": one.text,
        "request_id": one.request_id,
        "namespace": one.namespace,
    }


def _explanation(found: CacheExplanation) -> dict[str, Any]:
    parse, entry = found.parse, found.entry
    stopped = parse.outcome if isinstance(parse.outcome, Unparsed) else None
    return {
        "key": found.key,
        "text_key": found.text_key,
        "hits": entry is not None and found.stale is None and not found.quarantined,
        "in_memory": found.in_memory,
        "stale": found.stale,
        "quarantined": found.quarantined,
        "entry": _entry(entry) if entry else None,
        "recognition": entry.recognition if entry else None,
        "roles": [(one.text, one.role) for one in parse.tokens],
        "unparsed": str(stopped) if stopped else None,
    }


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return f"{value:.3f}" if isinstance(value, float) else str(value)
