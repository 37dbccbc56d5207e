"""The program `baes-opt`: one module a command group, `main` is what the shell starts."""

import gc
import os
import sys

OBJECTS_BETWEEN_COLLECTIONS = 100_000  # Python's own 700 cost a tenth of a short command's time


def main() -> None:
    """Run one command and leave with its exit code; no traceback reaches a user."""
    if sys.argv[1:] == ["--version"]:  # answered before anything slow is imported
        from importlib.metadata import version  # noqa: PLC0415 - only this branch needs it

        sys.stdout.write(f"baes-opt {version('baes-optimizer')}\n")
        return
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    # it would look for plugins, of which we use none, in every distribution that is installed
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from infrastructure.entrypoints.cli.run import run  # noqa: PLC0415 - see above

    code = run(sys.argv[1:])
    if "duckdb" not in sys.modules:  # which complains of all that is not collected in the end
        gc.freeze()  # or the interpreter looks through everything it imported before it leaves
    sys.exit(code)
