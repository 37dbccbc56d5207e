from fastapi import APIRouter, Depends

from app.deps import get_db
from app.models import Employee
from app.schemas import EmployeeOut

router = APIRouter()


@router.get("/employees/{number}", response_model=EmployeeOut)
def one(number: int, db=Depends(get_db)):
    return db.get(Employee, number)  # fault: backend_error_handling


@router.get("/employees")  # fault: backend_response_models
def everybody(db=Depends(get_db)):  # fault
    return db.query(Employee).all()
