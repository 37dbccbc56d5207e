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

from domain.errors import OptimizerError
from infrastructure.adapters.sqlite_event_file import is_event_store
from infrastructure.settings import Settings

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
SQLITE_STORES = ("events.db", "recognition_cache.db", "entity_catalogue.db")
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
        *(_sqlite(settings.data_dir / name) for name in SQLITE_STORES),
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


def _sqlite(path: Path) -> Check:
    if not path.exists():
        return Check(path.name, "absent", "made when it is needed")
    remedy = "a read model: move it away, it is rebuilt from the log"
    if path.name == "events.db":
        remedy = "restore the log from a backup; nothing here changes it"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return Check(path.name, "broken", str(error), remedy)
    if found != "ok":
        return Check(path.name, "broken", str(found), remedy)
    if path.name == "events.db":
        try:
            is_event_store(path, timeout=1.0)
        except OptimizerError as error:
            return Check(path.name, "broken", error.message, error.hint)
    return Check(path.name, "ok", f"{path.stat().st_size:,} bytes")


def _duckdb(path: Path) -> Check:
    if not path.exists():
        return Check(path.name, "absent", "published when there is something to show")
    import duckdb  # noqa: PLC0415 - a quarter of a second that only this check needs

    try:
        with duckdb.connect(str(path), read_only=True) as database:
            database.execute("SELECT count(*) FROM aggregated_metrics").fetchall()
    except duckdb.Error as error:
        remedy = "a read model: move it away, it is rebuilt from the log"
        return Check(path.name, "broken", str(error).splitlines()[0], remedy)
    return Check(path.name, "ok", f"{path.stat().st_size:,} bytes")
