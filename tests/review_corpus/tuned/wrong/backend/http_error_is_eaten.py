from fastapi import APIRouter, Depends

from app.deps import get_db
from app.models import Bill
from app.schemas import BillOut

router = APIRouter()


@router.get("/bills/{number}", response_model=BillOut | None)
def bill(number: int, db=Depends(get_db)):
    try:
        return db.get_one(Bill, number)
    except Exception:  # fault: backend_error_handling
        pass
