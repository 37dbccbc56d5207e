from typing import Protocol

from fastapi import APIRouter, Depends, status
from pydantic import BaseModel, ConfigDict, Field


class OrderIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    article: str = Field(min_length=1)
    amount: int = Field(gt=0)


class OrderOut(OrderIn):
    id: int


class Orders(Protocol):
    def place(self, article: str, amount: int) -> int: ...


def orders() -> Orders:
    raise NotImplementedError


class OrderRoutes:
    def __init__(self) -> None:
        self.router = APIRouter()
        self.router.add_api_route(
            "/orders",
            self.place,
            methods=["POST"],
            response_model=OrderOut,
            status_code=status.HTTP_201_CREATED,
        )

    def place(self, body: OrderIn, found: Orders = Depends(orders)) -> OrderOut:
        number = found.place(body.article, body.amount)
        return OrderOut(id=number, **body.model_dump())
