import logging
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import read_sessions, write_sessions
from app.models import Coupon
from app.schemas import CouponCreate, CouponRead

log = logging.getLogger(__name__)
router = APIRouter(prefix="/coupons")


class Sessions:
    def __init__(self, reader: AsyncSession, writer: AsyncSession) -> None:
        self.reader = reader
        self.writer = writer


async def both_sessions() -> AsyncGenerator[Sessions, None]:
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(read_sessions())
        writer = await stack.enter_async_context(write_sessions())
        yield Sessions(reader, writer)


SessionsDep = Annotated[Sessions, Depends(both_sessions)]


@router.get("/{code}")
async def read_coupon(code: str, sessions: SessionsDep) -> CouponRead:
    coupon = await sessions.reader.get(Coupon, code)
    if coupon is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return CouponRead.model_validate(coupon)


@router.post("", status_code=HTTPStatus.CREATED)
async def create_coupon(body: CouponCreate, sessions: SessionsDep) -> CouponRead:
    coupon = Coupon(code=body.code, percent=body.percent)
    sessions.writer.add(coupon)
    try:
        await sessions.writer.commit()
    except IntegrityError as error:
        await sessions.writer.rollback()
        log.info("coupon %s refused", body.code)
        raise HTTPException(HTTPStatus.CONFLICT, "This code is taken") from error
    return CouponRead.model_validate(coupon)
