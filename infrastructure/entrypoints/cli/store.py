"""`baes-opt store`: the event store itself."""

from typing import Annotated

import typer

from infrastructure.bootstrap.event_store import event_store_status, migrate_event_store
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.settings import Settings

app = typer.Typer(help="The event store: make it, look into it.", no_args_is_help=True)


@app.command()
def migrate(
    *,
    grant_to: Annotated[
        list[str] | None,
        typer.Option(
            "--grant-to", help="A PostgreSQL role that may read and append; may be repeated."
        ),
    ] = None,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Make the event store, or what it lacks; repeating it changes nothing."""
    settings = Settings.load(data_dir=data_dir)
    done = migrate_event_store(settings, grant_to=grant_to or ())
    found = event_store_status(settings, count=False)
    if json:
        output.document({"event_store": found.event_store, "schema": found.schema, "done": done})
        return
    for sentence in done or ["nothing to do"]:
        output.out.print(output.escape(sentence))
    output.out.print(output.escape(f"{found.event_store}: format {found.format}, ready"))


@app.command()
def status(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Show where the events are and how many; touches nothing."""
    found = event_store_status(Settings.load(data_dir=data_dir))
    if json:
        output.document(found)
        return
    output.table(
        "event store",
        ("figure", "value"),
        [
            ("address", found.event_store),
            ("kind", found.kind),
            ("schema", found.schema or "-"),
            ("format", found.format),
            ("events", f"{found.events or 0:,}"),
            ("newest position", f"{found.position:,}"),
            ("bytes", f"{found.bytes:,}"),
        ],
    )
