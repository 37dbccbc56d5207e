from fastapi import APIRouter, Depends, HTTPException

from app.deps import get_db
from app.models import Lake
from app.schemas import LakeIn, LakeOut

CREATED = 201
NO_CONTENT = 204
router = APIRouter()


@router.post("/lakes", response_model=LakeOut, status_code=CREATED)
async def create_lake(lake: LakeIn, db=Depends(get_db)):
    row = Lake(**lake.model_dump())
    db.add(row)
    await db.commit()
    return row


@router.delete("/lakes/{lake_id}", status_code=NO_CONTENT)
async def delete_lake(lake_id: int, db=Depends(get_db)):
    row = await db.get(Lake, lake_id)
    if row is None:
        raise HTTPException(404, "no such lake")
    await db.delete(row)
    await db.commit()
