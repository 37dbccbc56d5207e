"""The program `baes-opt`: one module a command group, `main` is what the shell starts."""

import sys


def main() -> None:
    """Run one command and leave with its exit code; no traceback reaches a user."""
    if sys.argv[1:] == ["--version"]:  # answered before anything slow is imported
        from importlib.metadata import version  # noqa: PLC0415 - only this branch needs it

        sys.stdout.write(f"baes-opt {version('baes-optimizer')}\n")
        return
    from infrastructure.entrypoints.cli.run import run  # noqa: PLC0415 - see above

    sys.exit(run(sys.argv[1:]))
