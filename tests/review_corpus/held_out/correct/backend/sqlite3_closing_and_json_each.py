import json
import os
import sqlite3
from contextlib import closing

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


class NoteIn(BaseModel):
    title: str
    body: str = ""


class Note(NoteIn):
    id: int


def get_conn():
    with closing(sqlite3.connect(os.environ["NOTES_DB"], check_same_thread=False)) as conn:
        conn.row_factory = sqlite3.Row
        conn.execute("PRAGMA foreign_keys = ON")
        yield conn


@app.post("/notes", status_code=201)
def create(note: NoteIn, conn: sqlite3.Connection = Depends(get_conn)) -> Note:
    with conn:  # commit or roll back; closing() above closes
        cur = conn.execute("INSERT INTO notes (title, body) VALUES (:title, :body)", note.model_dump())
    return Note(id=cur.lastrowid, **note.model_dump())


# Reading by many ids: a POST, because the list may be long. Nothing is created here.
@app.post("/notes/lookup")
def lookup(ids: list[int], conn: sqlite3.Connection = Depends(get_conn)) -> list[Note]:
    rows = conn.execute(
        "SELECT id, title, body FROM notes "
        "WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY id",
        (json.dumps(ids),),
    ).fetchall()
    return [Note(**dict(row)) for row in rows]


@app.get("/notes/{note_id}")
def read(note_id: int, conn: sqlite3.Connection = Depends(get_conn)) -> Note:
    row = conn.execute("SELECT id, title, body FROM notes WHERE id = ?", (note_id,)).fetchone()
    if row is None:
        raise HTTPException(404, f"cannot select note {note_id} from the notebook")
    return Note(**dict(row))


@app.delete("/notes/{note_id}", status_code=204)
def delete(note_id: int, conn: sqlite3.Connection = Depends(get_conn)) -> None:
    with conn:
        if conn.execute("DELETE FROM notes WHERE id = ?", (note_id,)).rowcount == 0:
            raise HTTPException(404, "note not found")
