"""The table of commands."""

import typer

from infrastructure.entrypoints.cli import (
    cache,
    doctor,
    history,
    metrics,
    projection,
    rule,
    standard,
    store,
    template,
)
from infrastructure.entrypoints.cli.build import build
from infrastructure.entrypoints.cli.recognize import recognize

app = typer.Typer(
    name="baes-opt",
    help="Answers a code-generation kernel from facts instead of from a model.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(build)
app.command()(recognize)
app.add_typer(cache.app, name="cache")
app.add_typer(template.app, name="template")
app.add_typer(rule.app, name="rule")
app.add_typer(standard.app, name="standard")
app.add_typer(metrics.app, name="metrics")
app.add_typer(history.app, name="events")
app.add_typer(projection.app, name="projection")
app.add_typer(store.app, name="store")
app.command()(doctor.doctor)
