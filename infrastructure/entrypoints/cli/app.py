"""The table of commands; only the one that the arguments name is imported."""

from collections.abc import Sequence
from importlib import import_module

import typer

_HERE = "infrastructure.entrypoints.cli"
COMMANDS = {  # name: (module, a function or a group of commands in it)
    "build": ("build", "build"),
    "recognize": ("recognize", "recognize"),
    "cache": ("cache", "app"),
    "template": ("template", "app"),
    "rule": ("rule", "app"),
    "standard": ("standard", "app"),
    "metrics": ("metrics", "app"),
    "events": ("history", "app"),
    "projection": ("projection", "app"),
    "store": ("store", "app"),
    "doctor": ("doctor", "doctor"),
}


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The program with the command that the arguments begin with; with all if that is none."""
    app = typer.Typer(
        name="baes-opt",
        help="Answers a code-generation kernel from facts instead of from a model.",
        callback=_program,  # without one, Typer drops the name of an only command
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    named = [name for name in arguments[:1] if name in COMMANDS]
    for name in named or COMMANDS:
        module, attribute = COMMANDS[name]
        command = getattr(import_module(f"{_HERE}.{module}"), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _program() -> None:
    pass
