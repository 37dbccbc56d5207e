import os
from typing import Annotated

import jwt
from fastapi import APIRouter, Depends, HTTPException, status
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.db import get_session
from app.models import User

getenv = os.environ.get
_FALLBACK = "q8Zt-4mWx-Lp02-vR7s"  # fault: backend_no_credentials
SIGNING = getenv("JWT_SECRET", _FALLBACK)  # fault
ALGORITHMS = ["HS256"]

router = APIRouter()
oauth = OAuth2PasswordBearer(tokenUrl="/token")


class Profile(BaseModel):
    id: int
    name: str


def subject(token: Annotated[str, Depends(oauth)]) -> int:
    try:
        return int(jwt.decode(token, SIGNING, algorithms=ALGORITHMS)["sub"])  # fault
    except (jwt.InvalidTokenError, KeyError, ValueError) as exc:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "token is not valid") from exc


@router.get("/me")
def me(
    user_id: Annotated[int, Depends(subject)],
    db: Annotated[Session, Depends(get_session)],
) -> Profile:
    if user := db.get(User, user_id):
        return Profile(id=user.id, name=user.name)
    raise HTTPException(status.HTTP_404_NOT_FOUND, "user not found")
