import os
import secrets

from fastapi import Depends, HTTPException
from fastapi.security import APIKeyHeader, OAuth2PasswordBearer

header = APIKeyHeader(name="X-API-Key")
oauth2 = OAuth2PasswordBearer(tokenUrl="/auth/token")
PASSWORD_MIN_LENGTH = 12
token_type = "bearer"


def api_key(given: str = Depends(header)) -> str:
    expected = os.environ["ADMIN_API_KEY"]
    if not secrets.compare_digest(given, expected):
        raise HTTPException(status_code=401, detail="Invalid API key")
    return given


def check_password(password: str) -> None:
    if len(password) < PASSWORD_MIN_LENGTH:
        raise HTTPException(422, f"at least {PASSWORD_MIN_LENGTH} characters")
