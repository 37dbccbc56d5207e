from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from app.deps import get_db
from app.models import Seat
from app.schemas import SeatRead

router = APIRouter()


@router.get("/seats/{seat_id}", response_model=SeatRead)
def read_seat(seat_id: int, db: Session = Depends(get_db())):  # fault: backend_dependency_injection
    seat = db.get(Seat, seat_id)
    if seat is None:
        raise HTTPException(404)
    return seat
