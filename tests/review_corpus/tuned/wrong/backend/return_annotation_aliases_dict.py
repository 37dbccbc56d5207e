from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import get_session
from app.models import Ride

JsonObject: TypeAlias = dict[str, Any]  # fault
RideSummary = JsonObject  # fault

router = APIRouter(prefix="/rides")
Db = Annotated[Session, Depends(get_session)]


class RideOut(BaseModel):
    id: int
    kilometres: float


@router.get("/summary")  # fault
def summary(db: Db) -> RideSummary:  # fault: backend_response_models
    total, longest = db.execute(select(func.sum(Ride.kilometres), func.max(Ride.kilometres))).one()
    return {"total": total or 0.0, "longest": longest or 0.0}


@router.get("/{ride_id}")
def show(ride_id: int, db: Db) -> RideOut:
    ride = db.get(Ride, ride_id)
    if ride is None:
        raise HTTPException(404, "ride not found")
    return RideOut(id=ride.id, kilometres=ride.kilometres)


@router.delete("/{ride_id}", status_code=204)
def remove(ride_id: int, db: Db) -> None:
    ride = db.get(Ride, ride_id)
    if ride is None:
        raise HTTPException(404, "ride not found")
    db.delete(ride)
    db.commit()
