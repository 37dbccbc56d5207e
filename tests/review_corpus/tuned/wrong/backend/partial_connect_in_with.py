import sqlite3 as db
from collections.abc import Iterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from app.settings import settings

router = APIRouter(prefix="/boats")
connect = partial(db.connect, settings.database_file, check_same_thread=False)  # fault


class Boat(BaseModel):
    id: int
    name: str


class BoatIn(BaseModel):
    name: str


def get_connection() -> Iterator[db.Connection]:  # fault
    with connect() as con:  # fault: backend_context_manager
        con.row_factory = db.Row
        con.execute("PRAGMA foreign_keys = ON")
        yield con


Con = Annotated[db.Connection, Depends(get_connection)]


@router.get("/{boat_id}")
def read(boat_id: int, con: Con) -> Boat:
    row = con.execute("SELECT id, name FROM boat WHERE id = ?", (boat_id,)).fetchone()
    if row is None:
        raise HTTPException(404, "no such boat")
    return Boat(**row)


@router.post("", status_code=201)
def create(boat: BoatIn, con: Con) -> Boat:
    cursor = con.execute("INSERT INTO boat (name) VALUES (?)", (boat.name,))
    return Boat(id=cursor.lastrowid, name=boat.name)
