import logging

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import SessionLocal
from app.models import Account, Transfer
from app.schemas import TransferCreate, TransferOut

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/transfers")


def get_db():
    db = SessionLocal()
    try:
        yield db
    except Exception:
        logger.exception("request failed, rolling back")
        db.rollback()
        raise
    finally:
        db.close()


@router.post("", response_model=TransferOut, status_code=status.HTTP_201_CREATED)
def create_transfer(data: TransferCreate, db: Session = Depends(get_db)):
    source = db.get(Account, data.source_id)
    target = db.get(Account, data.target_id)
    if source is None or target is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail="Account not found")
    if source.balance_cents < data.amount_cents:
        raise HTTPException(status.HTTP_409_CONFLICT, detail="Insufficient funds")

    source.balance_cents -= data.amount_cents
    target.balance_cents += data.amount_cents
    transfer = Transfer(**data.model_dump())
    db.add(transfer)
    try:
        db.commit()
    except IntegrityError:
        db.rollback()
        raise HTTPException(status.HTTP_409_CONFLICT, detail="Transfer refused by a constraint")
    db.refresh(transfer)
    return transfer


@router.get("/{transfer_id}", response_model=TransferOut)
def read_transfer(transfer_id: int, db: Session = Depends(get_db)):
    if transfer := db.get(Transfer, transfer_id):
        return transfer
    raise HTTPException(status.HTTP_404_NOT_FOUND, detail="Transfer not found")
