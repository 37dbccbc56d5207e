"""Reading lists. The session dependency is held by an ExitStack."""
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import SessionFactory
from app.models import ReadingList
from app.schemas import ReadingListIn, ReadingListOut

log = logging.getLogger(__name__)
router = APIRouter(prefix="/reading-lists")


def get_session() -> Iterator[Session]:
    with ExitStack() as stack:
        session = stack.enter_context(SessionFactory())
        stack.callback(log.debug, "session handed back")
        yield session


Db = Annotated[Session, Depends(get_session)]


def existing(list_id: int, db: Db) -> ReadingList:
    if (found := db.get(ReadingList, list_id)) is not None:
        return found
    raise HTTPException(status.HTTP_404_NOT_FOUND, "no such reading list")


Existing = Annotated[ReadingList, Depends(existing)]


@router.get("", response_model=list[ReadingListOut])
def index(db: Db):
    return db.scalars(select(ReadingList).order_by(ReadingList.name)).all()


@router.get("/{list_id}", response_model=ReadingListOut)
def show(item: Existing):
    return item


@router.post("", response_model=ReadingListOut, status_code=status.HTTP_201_CREATED)
def create(payload: ReadingListIn, db: Db):
    item = ReadingList(name=payload.name)
    db.add(item)
    db.commit()
    return item


@router.delete("/{list_id}", status_code=status.HTTP_204_NO_CONTENT)
def remove(item: Existing, db: Db) -> None:
    db.delete(item)
    db.commit()
