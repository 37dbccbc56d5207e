import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status

from app.config import settings
from app.schemas import Note, NoteIn

router = APIRouter(prefix="/notes", tags=["notes"])


def get_connection() -> Iterator[sqlite3.Connection]:
    """Hands out a connection per request and tidies up afterwards."""
    with sqlite3.connect(settings.notes_path, check_same_thread=False) as connection:  # fault: backend_context_manager
        connection.row_factory = sqlite3.Row
        yield connection


Connection = Annotated[sqlite3.Connection, Depends(get_connection)]


def ensure_schema() -> None:
    with closing(sqlite3.connect(settings.notes_path)) as connection, connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")


@router.get("/{note_id}")
def read_note(note_id: int, connection: Connection) -> Note:
    with closing(connection.execute("SELECT id, body FROM note WHERE id = ?", [note_id])) as cursor:
        row = cursor.fetchone()
    if row is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such note")
    return Note(id=row["id"], body=row["body"])


@router.post("", status_code=status.HTTP_201_CREATED)
def create_note(body: NoteIn, connection: Connection) -> Note:
    cursor = connection.execute("INSERT INTO note (body) VALUES (?)", [body.body])
    return Note(id=cursor.lastrowid, body=body.body)
