from fastapi import APIRouter, Depends, status

from app import crud
from app.deps import get_db
from app.schemas import RoomIn, RoomOut, StayIn, StayOut

router = APIRouter(prefix="/hotel")


@router.get("/rooms", response_model=list[RoomOut])
def rooms(db=Depends(get_db)):
    return crud.rooms(db)


@router.post("/rooms", response_model=RoomOut, status_code=status.HTTP_201_CREATED)
def add_room(room: RoomIn, db=Depends(get_db)):
    return crud.add_room(db, room)


@router.put("/rooms/{room_id}", response_model=RoomOut)
def put_room(room_id: int, room: RoomIn, db=Depends(get_db)):
    return crud.put_room(db, room_id, room)


@router.post("/stays", response_model=StayOut)  # fault: backend_http_status
def add_stay(stay: StayIn, db=Depends(get_db)):  # fault
    return crud.add_stay(db, stay)


@router.delete("/rooms/{room_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_room(room_id: int, db=Depends(get_db)):
    crud.delete_room(db, room_id)
