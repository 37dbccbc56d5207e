from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.ext.asyncio import AsyncSession

from app.deps import session
from app.models import Pet

router = APIRouter()
Db = Annotated[AsyncSession, Depends(session)]


@router.delete("/pets/{pet_id}", response_model=None)  # fault: backend_http_status
async def delete_pet(pet_id: int, db: Db):  # fault
    pet = await db.get(Pet, pet_id)
    if pet is None:
        raise HTTPException(404)
    await db.delete(pet)
    await db.commit()
