from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response, status
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_session
from app.db import session_factory as sessions
from app.models import Room
from app.schemas import RoomIn, RoomOut

SessionDep = Annotated[AsyncSession, Depends(get_session)]
router = APIRouter(prefix="/rooms", tags=["rooms"])


@router.get("", response_model=list[RoomOut])
async def list_rooms(session: SessionDep):
    return (await session.scalars(select(Room).order_by(Room.id))).all()


@router.post("", response_model=RoomOut, status_code=status.HTTP_201_CREATED)
async def create_room(body: RoomIn, session: SessionDep):
    room = Room(name=body.name, seats=body.seats)
    session.add(room)
    await session.commit()
    return room


@router.get("/{room_id}", response_model=RoomOut)
async def read_room(room_id: int, session: SessionDep):
    room = await session.get(Room, room_id)
    if room is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Room not found")
    return room


@router.get("/export/names.txt")
async def export_names() -> Response:  # fault
    async with sessions() as reading:  # fault: backend_dependency_injection
        names = (await reading.scalars(select(Room.name))).all()
    return Response("\n".join(names), media_type="text/plain")
