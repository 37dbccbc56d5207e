from collections.abc import Iterator
from typing import Annotated, Generic, TypeVar

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, StreamingResponse
from pydantic import BaseModel
from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from app.db import get_session

T = TypeVar("T", bound=BaseModel)
router = APIRouter(prefix="/tracks")
Db = Annotated[Session, Depends(get_session)]

BY_IDS = text("SELECT id, title FROM track WHERE id IN :ids ORDER BY id").bindparams(
    bindparam("ids", expanding=True)
)


class Track(BaseModel):
    id: int
    title: str


class Page(BaseModel, Generic[T]):
    items: list[T]
    total: int


@router.get("")
def pick(db: Db, ids: Annotated[list[int], Query(min_length=1)]) -> Page[Track]:
    items = [Track(id=row.id, title=row.title) for row in db.execute(BY_IDS, {"ids": ids})]
    return Page[Track](items=items, total=len(items))


@router.get("/export")
def export(db: Db) -> StreamingResponse:
    titles = db.scalars(text("SELECT title FROM track ORDER BY title")).all()

    def lines() -> Iterator[str]:
        yield "title\n"
        for title in titles:
            yield "%s\n" % title.replace("\n", " ")

    return StreamingResponse(lines(), media_type="text/csv")


@router.get("/latest", response_class=RedirectResponse)
def latest() -> RedirectResponse:
    return RedirectResponse("/tracks/export", status_code=307)
