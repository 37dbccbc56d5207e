from typing import Annotated

from fastapi import APIRouter, Depends, File, HTTPException, UploadFile
from fastapi.security import OAuth2PasswordRequestForm

from app.auth import Token, current_user, issue_token, verify
from app.documents import DocumentRead, store

router = APIRouter()


@router.post("/token", response_model=Token, status_code=201)
async def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    if not verify(form.username, form.password):
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    return issue_token(form.username)


@router.post("/documents", response_model=DocumentRead, status_code=201)
async def upload(
    document: UploadFile = File(...),
    user=Depends(current_user),
):
    try:
        return await store(document, owner=user)
    except ValueError as error:
        raise HTTPException(422, "not a document") from error
