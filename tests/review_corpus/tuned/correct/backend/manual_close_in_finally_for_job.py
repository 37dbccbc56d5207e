"""Nightly import; may also be started by hand through the API."""
import csv
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel

from app.settings import settings

logger = logging.getLogger(__name__)
router = APIRouter()
INSERT = "INSERT OR IGNORE INTO price (article, cents) VALUES (:article, :cents)"


class ImportReport(BaseModel):
    id: int
    stored: int


def get_connection() -> Iterator[sqlite3.Connection]:
    con = sqlite3.connect(settings.database_path, check_same_thread=False)
    try:
        yield con
    finally:
        con.close()


def load(con: sqlite3.Connection, source: Path) -> int:
    with source.open(newline="") as stream, con:
        rows = [{"article": r["article"], "cents": int(r["cents"])} for r in csv.DictReader(stream)]
        return con.executemany(INSERT, rows).rowcount


@router.post("/imports", status_code=status.HTTP_201_CREATED)
def start(con: Annotated[sqlite3.Connection, Depends(get_connection)]) -> ImportReport:
    try:
        stored = load(con, settings.price_file)
    except FileNotFoundError as exc:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "there is no price file today") from exc
    except (KeyError, ValueError) as exc:
        logger.warning("price file is broken: %s", exc)
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_ENTITY, "price file is broken") from exc
    with con:
        cursor = con.execute("INSERT INTO import_run (stored) VALUES (?)", (stored,))
    return ImportReport(id=cursor.lastrowid, stored=stored)


def nightly() -> None:
    con = sqlite3.connect(settings.database_path)
    try:
        logger.info("nightly import stored %d prices", load(con, settings.price_file))
    finally:
        con.close()
