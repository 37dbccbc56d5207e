from fastapi import APIRouter
from sqlalchemy.orm import sessionmaker

from app.engine import engine
from app.schemas import FishIn, FishOut
from app.service import add_fish

maker = sessionmaker(engine)
router = APIRouter()


@router.post("/fish", response_model=FishOut, status_code=201)  # fault
def create(body: FishIn):  # fault
    db = maker()  # fault: backend_dependency_injection
    try:
        return add_fish(db, body)
    finally:
        db.close()
