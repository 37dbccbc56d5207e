"""What `doctor` looks at. Nothing is created, opened for writing or mended here."""

import importlib.metadata
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from domain.errors import CorruptStoreError, OptimizerError, StoreError
from infrastructure.bootstrap.event_store import LOG_FILE, event_store_status
from infrastructure.settings import Settings
from infrastructure.sqlite import damaged, store_error

PARTS = (
    "baes-optimizer",
    "eventsourcing",
    "pydantic",
    "jinja2",
    "nltk",
    "duckdb",
    "fastapi",
    "sqlalchemy",
    "streamlit",
    "ruff",
)
READ_MODELS = ("recognition_cache.db", "entity_catalogue.db")
_MADE_ANEW = "a read model: move it away, it is rebuilt from the log"
State = Literal["ok", "absent", "broken"]


@dataclass(frozen=True, slots=True)
class Check:
    """One finding; `remedy` is empty where nothing has to be done."""

    what: str
    state: State
    detail: str
    remedy: str = ""


def diagnose(settings: Settings) -> list[Check]:
    """Every check, in the order in which a person would ask."""
    return [
        Check("Python", "ok", f"{sys.version.split()[0]} at {sys.executable}"),
        *_parts(),
        _folder(settings.data_dir),
        _events(settings),
        *(_read_model(settings.data_dir / name) for name in READ_MODELS),
        _duckdb(settings.data_dir / "metrics.duckdb"),
    ]


def _parts() -> Iterator[Check]:
    for part in PARTS:
        try:
            yield Check(part, "ok", importlib.metadata.version(part))
        except importlib.metadata.PackageNotFoundError:
            yield Check(part, "broken", "not installed", f"pip install {part}")


def _folder(folder: Path) -> Check:
    what = f"data directory {folder}"
    if not folder.exists():
        return Check(what, "absent", "made by the first command that needs it")
    if not folder.is_dir():
        return Check(what, "broken", "is no folder", "name another one with --data-dir")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Check(what, "broken", "cannot be written", "change its owner or its mode")
    return Check(what, "ok", "can be written")


def _events(settings: Settings) -> Check:
    """The event store, which of the faults it has, and what mends it."""
    path = settings.data_dir / LOG_FILE
    in_file = settings.event_store is None
    what = path.name if in_file else "event store in PostgreSQL"
    if in_file and (not path.exists() or not path.stat().st_size):
        return Check(what, "absent", "made when it is needed")
    try:
        found = event_store_status(settings, count=False)
    except OptimizerError as error:
        return Check(what, "broken", error.message, error.hint)
    if in_file and (fault := _fault(path)):
        return Check(what, "broken", fault.message, fault.hint)
    where = f"{found.event_store} (schema {found.schema}), " if found.schema else ""
    return Check(what, "ok", f"{where}at position {found.position:,}, {found.bytes:,} bytes")


def _read_model(path: Path) -> Check:
    if not path.exists():
        return Check(path.name, "absent", "made when it is needed")
    if fault := _fault(path):
        remedy = _MADE_ANEW if isinstance(fault, CorruptStoreError) else fault.hint
        return Check(path.name, "broken", fault.message, remedy)
    return Check(path.name, "ok", f"{path.stat().st_size:,} bytes")


def _fault(path: Path) -> StoreError | None:
    """Why SQLite cannot read a file: CorruptStoreError where that is the file's fault."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return store_error(error, path)
    return None if found == "ok" else damaged(path, found)


def _duckdb(path: Path) -> Check:
    if not path.exists():
        return Check(path.name, "absent", "published when there is something to show")
    import duckdb  # noqa: PLC0415 - a quarter of a second that only this check needs

    try:
        with duckdb.connect(str(path), read_only=True) as database:
            database.execute("SELECT count(*) FROM aggregated_metrics").fetchall()
    except duckdb.Error as error:
        return Check(path.name, "broken", str(error).splitlines()[0], _MADE_ANEW)
    return Check(path.name, "ok", f"{path.stat().st_size:,} bytes")
