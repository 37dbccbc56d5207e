from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import session_factory
from app.models import Venue
from app.schemas import VenueIn, VenueOut

router = APIRouter(prefix="/venues")


@asynccontextmanager
async def session_scope() -> AsyncIterator[AsyncSession]:  # fault
    session = session_factory()  # fault: backend_context_manager
    yield session  # fault
    await session.commit()
    await session.close()  # fault


async def get_session() -> AsyncIterator[AsyncSession]:
    async with session_scope() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]


@router.get("", response_model=list[VenueOut])
async def all_venues(session: SessionDep):
    return (await session.scalars(select(Venue))).all()


@router.post("", response_model=VenueOut, status_code=status.HTTP_201_CREATED)
async def open_venue(payload: VenueIn, session: SessionDep):
    venue = Venue(**payload.model_dump())
    session.add(venue)
    await session.flush()
    return venue


@router.delete("/{venue_id}", status_code=status.HTTP_204_NO_CONTENT)
async def close_venue(venue_id: int, session: SessionDep) -> None:
    venue = await session.get(Venue, venue_id)
    if venue is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    await session.delete(venue)
