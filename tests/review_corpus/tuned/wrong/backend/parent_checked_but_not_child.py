from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_session
from app.models import Order, OrderLine
from app.schemas import LineOut, LinePatch, OrderOut

router = APIRouter(prefix="/orders", tags=["orders"])
SessionDep = Annotated[AsyncSession, Depends(get_session)]


class OrderRepository:
    def __init__(self, session: SessionDep) -> None:
        self.session = session

    async def order(self, order_id: int) -> Order | None:
        return await self.session.get(Order, order_id)

    async def line(self, order: Order, line_id: int) -> OrderLine | None:
        query = select(OrderLine).where(OrderLine.id == line_id, OrderLine.order_id == order.id)
        return (await self.session.scalars(query)).one_or_none()


Orders = Annotated[OrderRepository, Depends()]


@router.get("/{order_id}", response_model=OrderOut)
async def read_order(order_id: int, orders: Orders):
    order = await orders.order(order_id)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Order not found")
    return order


@router.patch("/{order_id}/lines/{line_id}", response_model=LineOut)
async def change_line(order_id: int, line_id: int, body: LinePatch, orders: Orders):
    order = await orders.order(order_id)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Order not found")
    line = await orders.line(order, line_id)  # fault
    line.quantity = body.quantity  # fault: backend_error_handling
    await orders.session.commit()
    return line
