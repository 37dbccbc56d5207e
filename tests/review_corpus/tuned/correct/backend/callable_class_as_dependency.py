from collections.abc import Generator

from fastapi import Depends, FastAPI, HTTPException, Response
from pydantic import BaseModel
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from app.settings import Settings


class Note(BaseModel):
    id: int
    body: str


class NoteIn(BaseModel):
    body: str


class Sessions:
    """One object for each database; FastAPI calls it at every request."""

    def __init__(self, url: str) -> None:
        self._factory = sessionmaker(create_engine(url))

    def __call__(self) -> Generator[Session, None, None]:
        with self._factory() as session, session.begin():
            yield session


notes_db = Sessions(Settings().database_url)
app = FastAPI()


@app.get("/notes/{note_id}")
def read(note_id: int, db: Session = Depends(notes_db)) -> Note:
    row = db.execute(text("SELECT id, body FROM note WHERE id = :id"), {"id": note_id}).one_or_none()
    if not row:
        raise HTTPException(status_code=404)
    return Note(id=row.id, body=row.body)


@app.post("/notes", status_code=201)
def write(note: NoteIn, db: Session = Depends(notes_db)) -> Note:
    statement = text("INSERT INTO note (body) VALUES (:body) RETURNING id")
    return Note(id=db.execute(statement, note.model_dump()).scalar_one(), body=note.body)


@app.delete("/notes/{note_id}", status_code=204, response_class=Response)
def erase(note_id: int, db: Session = Depends(notes_db)) -> None:
    if db.execute(text("DELETE FROM note WHERE id = :id"), {"id": note_id}).rowcount == 0:
        raise HTTPException(status_code=404)
