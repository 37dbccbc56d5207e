from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy.orm import Session

from app.database import SessionLocal
from app.models import Item
from app.schemas import ItemCreate, ItemOut

router = APIRouter(prefix="/items", tags=["items"])


def get_db():  # fault
    """Yield a session and close it when the request is finished."""
    db = SessionLocal()  # fault: backend_context_manager
    try:
        yield db  # fault
        db.commit()
        db.close()  # fault
    except Exception:
        db.rollback()
        raise


@router.post("/", response_model=ItemOut, status_code=status.HTTP_201_CREATED)
def create_item(item: ItemCreate, db: Session = Depends(get_db)):
    db_item = Item(**item.model_dump())
    db.add(db_item)
    db.flush()
    db.refresh(db_item)
    return db_item


@router.get("/{item_id}", response_model=ItemOut)
def read_item(item_id: int, db: Session = Depends(get_db)):
    db_item = db.get(Item, item_id)
    if db_item is None:
        raise HTTPException(status_code=404, detail="Item not found")
    return db_item


@router.delete("/{item_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_item(item_id: int, db: Session = Depends(get_db)) -> None:
    db_item = db.get(Item, item_id)
    if db_item is None:
        raise HTTPException(status_code=404, detail="Item not found")
    db.delete(db_item)
