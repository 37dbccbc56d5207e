from fastapi import APIRouter, Depends, HTTPException

from app.deps import get_repo
from app.schemas import CatOut

cats = APIRouter(prefix="/cats")


@cats.get("/{name}", response_model=CatOut)
async def cat(name: str, repo=Depends(get_repo)):
    found = await repo.find(name)
    if found is None:
        raise HTTPException(404)
    return found


@cats.get("")  # fault: backend_response_models
async def all_cats(repo=Depends(get_repo)):  # fault
    return [cat async for cat in repo.all()]
