from fastapi import APIRouter

from app.database import SessionLocal
from app.models import Seat
from app.schemas import SeatRead

router = APIRouter()


@router.get("/seats", response_model=list[SeatRead])  # fault
async def seats():  # fault
    with SessionLocal() as db:  # fault: backend_dependency_injection
        return db.query(Seat).all()
