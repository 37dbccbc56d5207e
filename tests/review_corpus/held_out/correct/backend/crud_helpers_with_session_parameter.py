"""Routes delegate to small helper functions; the helpers never open a session themselves."""
from fastapi import APIRouter, Depends, HTTPException, Response, status
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_db
from app.models import Customer
from app.schemas import CustomerCreate, CustomerRead

router = APIRouter(prefix="/customers", tags=["customers"])


def get_customer(db: Session, customer_id: int):
    return db.get(Customer, customer_id)


def get_customers(db: Session, skip: int = 0, limit: int = 100):
    return db.scalars(select(Customer).order_by(Customer.id).offset(skip).limit(limit)).all()


def create_customer(db: Session, data: CustomerCreate):
    db_customer = Customer(**data.model_dump())
    db.add(db_customer)
    db.commit()
    db.refresh(db_customer)
    return db_customer


def delete_customer(db: Session, customer_id: int) -> bool:
    db_customer = get_customer(db, customer_id)
    if not db_customer:
        return False
    db.delete(db_customer)
    db.commit()
    return True


@router.get("/", response_model=list[CustomerRead])
def read_customers(skip: int = 0, limit: int = 100, db: Session = Depends(get_db)):
    return get_customers(db, skip=skip, limit=limit)


@router.get("/{customer_id}", response_model=CustomerRead)
def read_customer(customer_id: int, db: Session = Depends(get_db)):
    db_customer = get_customer(db, customer_id)
    if db_customer is None:
        raise HTTPException(status_code=404, detail="Customer not found")
    return db_customer


@router.post("/", response_model=CustomerRead, status_code=status.HTTP_201_CREATED)
def add_customer(customer: CustomerCreate, db: Session = Depends(get_db)):
    return create_customer(db, customer)


@router.delete("/{customer_id}", status_code=status.HTTP_204_NO_CONTENT)
def remove_customer(customer_id: int, db: Session = Depends(get_db)) -> Response:
    if not delete_customer(db, customer_id):
        raise HTTPException(status_code=404, detail="Customer not found")
    return Response(status_code=status.HTTP_204_NO_CONTENT)
