"""`baes-opt projection`: the read models, how far they are, and what feeds them."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.options import DataDir, Json
from infrastructure.entrypoints.cli.session import session

if TYPE_CHECKING:
    from projections.projector import ProjectionStatus

app = typer.Typer(help="Read models: status, rebuild, run.", no_args_is_help=True)

SHOWN_EVERY_SECONDS = 1.0
MINUTE, HOUR, DAY = 60, 3600, 86400


@app.command()
def status(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Show how far each read model has read the log; nothing is changed."""
    with session(data_dir, feeds=False) as optimizer:
        found = optimizer.projection_status()
    if json:
        output.document({"projections": found})
        return
    output.table(
        "read models",
        ("name", "version", "position", "lag", "behind", "set aside", "last error"),
        [
            (
                one.name,
                one.version,
                "-" if one.position is None else one.position,
                one.lag,
                _behind(one),
                len(one.set_aside),
                one.last_error or "-",
            )
            for one in found
        ],
        right=("version", "position", "lag", "behind", "set aside"),
    )
    set_aside = [event for one in found for event in one.set_aside]
    if set_aside:
        output.table(
            "events that were set aside",
            ("read model", "position", "reason"),
            [(event.projection, event.position, event.reason) for event in set_aside],
            right=("position",),
            whole=("read model",),
        )


@app.command()
def rebuild(
    name: Annotated[str | None, typer.Argument(help="One of them; all if not given.")] = None,
    *,
    data_dir: DataDir = None,
    json: Json = False,
) -> None:
    """Build read models anew from the log, while they are used; goes on if it was interrupted."""
    with session(data_dir) as optimizer, output.progress(json=json) as progress:
        rebuilt = optimizer.rebuild(name, progress)
    if json:
        output.document({"rebuilt": rebuilt})
        return
    for one, events in rebuilt.items():
        output.out.print(f"{one}: rebuilt from {events:,} events")


@app.command()
def run(*, data_dir: DataDir = None, json: Json = False) -> None:
    """Feed the read models until it is interrupted; says how they stand when that changes."""
    with _interrupted() as stop, session(data_dir) as optimizer:
        optimizer.project()
        shown: dict[str, ProjectionStatus] = {}
        while True:
            for one in optimizer.projection_status():
                if one.position is None and not one.last_error:
                    continue  # it is being opened
                if not _same(one, shown.get(one.name)):
                    _show(one, json=json)
                    shown[one.name] = one
            if stop.wait(SHOWN_EVERY_SECONDS):
                return


@contextmanager
def _interrupted() -> Iterator[threading.Event]:
    """Set when somebody asks this process to end, by Ctrl-C or politely."""
    stop = threading.Event()
    known = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in known:
        signal.signal(number, lambda *_: stop.set())
    try:
        yield stop
    finally:
        for number, handler in known.items():
            signal.signal(number, handler)


def _same(one: "ProjectionStatus", shown: "ProjectionStatus | None") -> bool:
    return shown is not None and (one.position, one.last_error, one.set_aside) == (
        shown.position,
        shown.last_error,
        shown.set_aside,
    )


def _show(one: "ProjectionStatus", *, json: bool) -> None:
    if json:
        output.document(one)
        return
    where = "cannot be used" if one.position is None else f"position {one.position:,}"
    behind = f", {one.lag:,} events and {_behind(one)} behind" if one.lag else ""
    aside = f", {len(one.set_aside)} set aside" if one.set_aside else ""
    error = f": {one.last_error}" if one.last_error else ""
    output.out.print(output.escape(f"{one.name}: {where}{behind}{aside}{error}"), soft_wrap=True)


def _behind(one: "ProjectionStatus") -> str:
    """The age of what it has not read, for people."""
    seconds = one.lag_seconds
    if seconds is None:
        return "?"
    for size, letter in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= size:
            return f"{seconds / size:.1f} {letter}"
    return f"{seconds:.1f} s" if seconds else "-"
