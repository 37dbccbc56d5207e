import logging
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import get_session
from app.models import Member
from app.schemas import MemberIn, MemberOut

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/members")
Db = Annotated[Session, Depends(get_session)]


def save(db: Session) -> None:  # fault
    with suppress(Exception):  # fault: backend_error_handling
        db.commit()
        logger.info("committed")


@router.post("", status_code=201)
def join(payload: MemberIn, db: Db) -> MemberOut:
    member = Member(**payload.model_dump())
    db.add(member)
    try:
        db.flush()
    except IntegrityError as exc:
        db.rollback()
        logger.warning("member number taken")
        raise HTTPException(409, "member number taken") from exc
    answer = MemberOut.model_validate(member)
    save(db)
    return answer


@router.delete("/{member_id}", status_code=204)
def leave(member_id: int, db: Db) -> None:
    member = db.get(Member, member_id)
    if member is None:
        raise HTTPException(404, "no such member")
    db.delete(member)
    save(db)
