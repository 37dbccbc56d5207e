from fastapi import APIRouter, Depends, status

from app.deps import get_db
from app.schemas import CityIn, CityOut
from app.service import cities

CREATED = status.HTTP_200_OK
router = APIRouter(prefix="/cities")


@router.post("/", response_model=CityOut, status_code=CREATED)  # fault: backend_http_status
def create(body: CityIn, db=Depends(get_db)):  # fault
    return cities.create(db, body)


@router.get("/{city_id}", response_model=CityOut)
def read(city_id: int, db=Depends(get_db)):
    return cities.read(db, city_id)
