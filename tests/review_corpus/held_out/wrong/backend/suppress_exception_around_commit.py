import logging
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_async_session
from app.models import AuditEntry, Order
from app.schemas import OrderIn, OrderOut

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/orders")
DB = Annotated[AsyncSession, Depends(get_async_session)]


@router.post("", status_code=201, response_model=OrderOut)
async def create_order(body: OrderIn, db: DB):
    order = Order(**body.model_dump())
    db.add(order)
    try:
        await db.commit()
    except IntegrityError as exc:
        logger.warning("order refused: %s", exc)
        await db.rollback()
        raise HTTPException(409, "order number already used") from exc
    await db.refresh(order)
    return order


@router.post("/{order_id}/cancel", response_model=OrderOut)
async def cancel_order(order_id: int, db: DB):
    order = await db.get(Order, order_id)
    if order is None:
        raise HTTPException(404, "order not found")
    with suppress(Exception):  # fault: backend_error_handling
        order.status = "cancelled"
        db.add(AuditEntry(order_id=order_id, action="cancel"))
        await db.commit()  # fault
    return OrderOut.model_validate(order)


@router.get("/{order_id}", response_model=OrderOut)
async def read_order(order_id: int, db: DB):
    order = await db.get(Order, order_id)
    if order is None:
        raise HTTPException(404, "order not found")
    return order
