"""`baes-opt events`: the log as it is."""

from typing import Annotated, Any

import typer
from pydantic_core import to_jsonable_python

from domain.events import Recorded
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

_ONE_SCREEN = 100
_WHOLE_STORY = 1_000_000

app = typer.Typer(help="What happened, in order.", no_args_is_help=True)


@app.command("list")
def list_events(
    *,
    request: Annotated[str | None, typer.Option(help="Only events of this request.")] = None,
    type_name: Annotated[str | None, typer.Option("--type", help="Only events of a type.")] = None,
    after: Annotated[int, typer.Option(min=0, help="Only events after this position.")] = 0,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many [default: 100; all of a request].")
    ] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """List events; with --request the story of one request."""
    with session(data_dir) as optimizer:
        found = optimizer.history.list(
            request_id=request,
            type_name=type_name,
            after=after,
            limit=limit or (_WHOLE_STORY if request else _ONE_SCREEN),
        )
    if json:
        output.document({"events": [_document(one) for one in found]})
        return
    output.table(
        f"{len(found)} events",
        ("position", "time (UTC)", "event", "what"),
        [
            (
                one.position,
                one.occurred_at.strftime("%m-%d %H:%M:%S.%f")[:-3],
                type(one.event).__name__,
                summary(one),
            )
            for one in found
        ],
        right=("position",),
    )


@app.command()
def count(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Count events by type."""
    with session(data_dir) as optimizer:
        counts = optimizer.history.count()
    if json:
        output.document({"events": sum(counts.values()), "types": counts})
        return
    output.table(
        f"{sum(counts.values())} events",
        ("event", "count"),
        counts.items(),
        right=("count",),
    )


def _document(recorded: Recorded) -> dict[str, Any]:
    return {
        "position": recorded.position,
        "type": type(recorded.event).__name__,
        "stored_as": recorded.event.stored_as,
        "schema_version": recorded.event.schema_version,
        "event_id": str(recorded.event_id),
        "occurred_at": recorded.occurred_at.isoformat(),
        "request_id": recorded.request_id,
        "stream": str(recorded.stream),
        "version": recorded.version,
        "payload": to_jsonable_python(recorded.event),
    }


_TELLING = (
    "text",
    "entity",
    "template_id",
    "path",
    "rule_id",
    "outcome",
    "source",
    "reason",
    "verdict",
    "purpose",
    "swea_type",
    "system",
)


def summary(recorded: Recorded) -> str:
    """The few fields by which a person tells an event from the next of its type."""
    payload = to_jsonable_python(recorded.event)
    payload |= payload.pop("metrics", {}) | payload.pop("spec", {}) | payload.pop("rule", {})
    told = [str(payload[name]) for name in _TELLING if payload.get(name)]
    told += [f"{len(value)} {name}" for name, value in payload.items() if isinstance(value, list)]
    told += [str(payload["name"])] if not payload.get("text") and "name" in payload else []
    return ", ".join(told[:3])
