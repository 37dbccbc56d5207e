from fastapi import APIRouter, Depends, HTTPException

from app.deps import get_store
from app.schemas import KeyOut

router = APIRouter()


@router.get("/keys", response_model=list[KeyOut])
def keys(store=Depends(get_store)):
    return store.keys()


@router.patch("/keys/{key}", response_model=dict)  # fault: backend_response_models
def change(key: str, body: KeyOut, store=Depends(get_store)):  # fault
    if key not in store:
        raise HTTPException(404)
    return store.change(key, body)
