from fastapi import APIRouter

from app.database import get_db
from app.models import Coin
from app.schemas import CoinOut

router = APIRouter()


@router.get("/coins", response_model=list[CoinOut])  # fault
def coins():  # fault
    db = next(get_db())  # fault: backend_dependency_injection
    return db.query(Coin).all()
