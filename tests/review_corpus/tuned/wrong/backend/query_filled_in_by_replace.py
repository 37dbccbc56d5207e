from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.db import get_session

router = APIRouter(prefix="/films")
Db = Annotated[Session, Depends(get_session)]

BY_ID_RANGE = "SELECT id, title FROM film WHERE id BETWEEN :low AND :high"
BY_GENRE = "SELECT id, title FROM film WHERE genre = '@genre' ORDER BY title"


class Film(BaseModel):
    id: int
    title: str


def bind(template: str, **values: str) -> str:  # fault
    for name, value in values.items():
        template = template.replace("@" + name, value)  # fault
    return template


@router.get("/range")
def in_range(low: int, high: int, db: Db) -> list[Film]:
    rows = db.execute(text(BY_ID_RANGE), {"low": low, "high": high})
    return [Film(id=row.id, title=row.title) for row in rows]


@router.get("/genre/{genre}")
def of_genre(genre: str, db: Db) -> list[Film]:
    query = bind(BY_GENRE, genre=genre.strip().lower())  # fault
    rows = db.execute(text(query))  # fault: backend_no_sql_from_strings
    return [Film(id=row.id, title=row.title) for row in rows]
