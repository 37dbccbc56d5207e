from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.database import SessionLocal
from app.models import Shop
from app.schemas import ShopOut

router = APIRouter()


def get_db():
    db = SessionLocal()  # fault: backend_context_manager
    yield db
    db.close()


@router.get("/shops", response_model=list[ShopOut])
def shops(db: Session = Depends(get_db)):
    return db.query(Shop).all()
