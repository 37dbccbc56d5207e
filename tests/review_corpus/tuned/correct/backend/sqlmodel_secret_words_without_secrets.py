"""Accounts: full of words like password, token and key, none of them a secret."""
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import SecretStr
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel

from app.db import get_session
from app.security import hash_password, subject_of

PASSWORD_FIELD = "password"
TOKEN_URL = "/auth/token"
bearer = OAuth2PasswordBearer(tokenUrl=TOKEN_URL)
router = APIRouter(prefix="/accounts")
SessionDep = Annotated[Session, Depends(get_session)]


class Account(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    password_hash: str


class ApiKey(SQLModel, table=True):
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    name: str = Field(primary_key=True)


class AccountIn(SQLModel):
    email: str
    password: SecretStr = Field(min_length=12, description="the password, never stored as it is")


class AccountOut(SQLModel):
    id: int
    email: str


@router.post("", status_code=201, response_model=AccountOut)
def sign_up(payload: AccountIn, session: SessionDep) -> Account:
    account = Account(email=payload.email, password_hash=hash_password(payload.password))
    session.add(account)
    try:
        session.commit()
    except IntegrityError as exc:
        session.rollback()
        raise HTTPException(409, f"e-mail taken; the {PASSWORD_FIELD} was not stored") from exc
    session.refresh(account)
    return account


@router.get("/me", response_model=AccountOut)
def me(token: Annotated[str, Depends(bearer)], session: SessionDep) -> Account:
    if account := session.get(Account, subject_of(token)):
        return account
    raise HTTPException(404, "account not found")
