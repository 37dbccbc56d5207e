"""One command's use of the service: open, tell what was mended, close."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infrastructure.bootstrap import Optimizer
from infrastructure.bootstrap.event_store import is_there
from infrastructure.entrypoints.cli import output
from infrastructure.settings import Settings


@contextmanager
def session(
    data_dir: Path | None, *, dry_run: bool = False, feeds: bool = True, makes: bool = True
) -> Iterator[Optimizer]:
    """The service over the stores of a data directory; what it had to rebuild is said.

    With `dry_run` there are no stores: nothing is read and nothing is written; so without `makes`
    where there are none yet. Without `feeds` the read models stay as they are.
    """
    settings = Settings.load(data_dir=data_dir)
    dry_run = dry_run or not (makes or is_there(settings))
    with Optimizer.open(settings, dry_run=dry_run, feeds=feeds) as optimizer:
        for notice in optimizer.notices:
            output.note(notice)
        yield optimizer
