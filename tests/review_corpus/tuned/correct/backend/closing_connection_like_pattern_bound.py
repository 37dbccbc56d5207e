import logging
import sqlite3 as lite
from contextlib import closing
from typing import Annotated, Iterator

import fastapi
from pydantic import BaseModel

from app.settings import settings

logger = logging.getLogger("shelf")
router = fastapi.APIRouter()


class Shelf(BaseModel):
    id: int
    label: str


class ShelfIn(BaseModel):
    label: str


def connection() -> Iterator[lite.Connection]:
    with closing(lite.connect(settings.database_file, check_same_thread=False)) as con:
        con.row_factory = lite.Row
        yield con


Con = Annotated[lite.Connection, fastapi.Depends(connection)]


@router.get("/shelves")
def find(con: Con, q: str = "") -> list[Shelf]:
    rows = con.execute(
        "SELECT id, label FROM shelf "
        "WHERE label LIKE :pattern "
        "ORDER BY label",
        {"pattern": f"%{q}%"},
    )
    return [Shelf(**row) for row in rows]


@router.post("/shelves", status_code=fastapi.status.HTTP_201_CREATED)
def add(body: ShelfIn, con: Con) -> Shelf:
    with con:
        cursor = con.execute("INSERT INTO shelf (label) VALUES (?)", (body.label,))
    return Shelf(id=cursor.lastrowid, label=body.label)


@router.delete("/shelves/{shelf_id}", status_code=fastapi.status.HTTP_204_NO_CONTENT)
def drop(shelf_id: int, con: Con) -> None:
    with con:
        gone = con.execute("DELETE FROM shelf WHERE id = ?", (shelf_id,)).rowcount
    if not gone:
        raise fastapi.HTTPException(404, f"delete from shelf: no row {shelf_id}")
    logger.info("DELETE FROM shelf WHERE id = %s is done", shelf_id)
