"""The outermost loop: every error becomes one sentence and an exit code."""

import logging
import sys
import traceback
from collections.abc import Sequence

import typer
from typer.main import get_command

from domain.errors import OptimizerError
from infrastructure.entrypoints.cli import output
from infrastructure.entrypoints.cli.app import app_for

logger = logging.getLogger(__name__)

USAGE_EXIT_CODE = 2
INTERRUPTED_EXIT_CODE = 130


def run(arguments: Sequence[str]) -> int:
    """Run the program with these arguments; returns the exit code."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(message)s"
    )
    as_json = "--json" in arguments
    try:
        command = get_command(app_for(arguments))
        code = command.main(list(arguments), prog_name="baes-opt", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except BrokenPipeError:  # the reader of our output left early, as `| head` does
        sys.stderr.close()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        output.error("interrupted", "interrupted", "", as_json=as_json)
        return INTERRUPTED_EXIT_CODE
    except Exception as error:  # noqa: BLE001 - the outermost loop: a bug gets a sentence too
        return _failed(error, as_json=as_json)


def _failed(error: Exception, *, as_json: bool) -> int:
    """Say what is wrong in one sentence; the exit code."""
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, OptimizerError):
        output.error(error.code, error.message, error.hint, as_json=as_json)
        return error.exit_code
    if usage := _usage_problem(error):
        output.error("usage", usage, "baes-opt --help lists the commands", as_json=as_json)
        return USAGE_EXIT_CODE
    logger.debug("%s", traceback.format_exc())
    message = f"internal error: {type(error).__name__}: {error}"
    output.error("internal", message, "", as_json=as_json)
    return 1


def _usage_problem(error: Exception) -> str:
    """The sentence of a usage error of the option parser, or nothing."""
    format_message = getattr(error, "format_message", None)
    return str(format_message()) if callable(format_message) else ""
