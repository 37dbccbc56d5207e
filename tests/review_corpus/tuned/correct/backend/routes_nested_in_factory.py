"""The router is built by a function, so that two apps can mount it."""
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import get_session
from app.models import Animal, Keeper
from app.schemas import AnimalFilter, AnimalIn, AnimalOut

Row = TypeVar("Row")
Db = Annotated[Session, Depends(get_session)]


def or_404(row: Row | None) -> Row:
    if row is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "not found")
    return row


def build_router(prefix: str) -> APIRouter:
    router = APIRouter(prefix=prefix)

    @router.post("", status_code=HTTPStatus.CREATED)
    def admit(payload: AnimalIn, db: Db) -> AnimalOut:
        keeper = or_404(db.get(Keeper, payload.keeper_id))
        animal = Animal(name=payload.name, keeper=keeper)
        db.add(animal)
        db.commit()
        return AnimalOut.model_validate(animal)

    @router.post("/search", status_code=HTTPStatus.OK)
    def search(wanted: AnimalFilter, db: Db) -> list[AnimalOut]:
        """Only reads; it is a POST because the filter is too long for a query string."""
        found = db.scalars(select(Animal).where(Animal.species.in_(wanted.species)))
        return [AnimalOut.model_validate(animal) for animal in found]

    @router.patch("/{animal_id}")
    def rename(animal_id: int, payload: AnimalIn, db: Db) -> AnimalOut:
        animal = or_404(db.get(Animal, animal_id))
        animal.name = payload.name
        db.commit()
        return AnimalOut.model_validate(animal)

    @router.delete("/{animal_id}", status_code=HTTPStatus.NO_CONTENT)
    def release(animal_id: int, db: Db) -> None:
        db.delete(or_404(db.get(Animal, animal_id)))
        db.commit()

    return router
