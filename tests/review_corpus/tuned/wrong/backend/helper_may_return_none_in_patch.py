from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import get_session
from app.models import Plant
from app.schemas import PlantIn, PlantOut, PlantPatch

router = APIRouter(prefix="/plants")
Db = Annotated[Session, Depends(get_session)]


def find(db: Session, plant_id: int) -> Plant | None:
    return db.scalars(select(Plant).where(Plant.id == plant_id)).first()


@router.get("/{plant_id}")
def show(plant_id: int, db: Db) -> PlantOut:
    match find(db, plant_id):
        case None:
            raise HTTPException(status.HTTP_404_NOT_FOUND, "no such plant")
        case plant:
            return PlantOut.model_validate(plant)


@router.post("", status_code=status.HTTP_201_CREATED)
def sow(payload: PlantIn, db: Db) -> PlantOut:
    plant = Plant(name=payload.name, height=0)
    db.add(plant)
    db.commit()
    return PlantOut.model_validate(plant)


@router.patch("/{plant_id}")
def grow(plant_id: int, payload: PlantPatch, db: Db) -> PlantOut:  # fault
    plant = find(db, plant_id)  # fault
    if payload.height is not None:
        plant.height = payload.height  # fault: backend_error_handling
    db.commit()
    return PlantOut.model_validate(plant)  # fault


@router.delete("/{plant_id}", status_code=status.HTTP_204_NO_CONTENT)
def uproot(plant_id: int, db: Db) -> None:
    if not (plant := find(db, plant_id)):
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such plant")
    db.delete(plant)
    db.commit()
