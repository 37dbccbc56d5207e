from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_session
from app.schemas import SaleOut

router = APIRouter(prefix="/sales", tags=["reports"])


class SalesQuery:
    """Collects the conditions of a report."""

    def __init__(self) -> None:
        self.parts = ["SELECT id, region, sold_on, cents FROM sales WHERE sold_on >= :since"]
        self.values: dict[str, object] = {}

    def since(self, day: date) -> "SalesQuery":
        self.values["since"] = day.isoformat()
        return self

    def region(self, name: str | None) -> "SalesQuery":
        if name:
            self.parts.append("AND region = '" + name + "'")  # fault: backend_no_sql_from_strings
        return self

    def minimum(self, cents: int | None) -> "SalesQuery":
        if cents is not None:
            self.parts.append("AND cents >= :cents")
            self.values["cents"] = cents
        return self

    async def rows(self, session: AsyncSession) -> list[SaleOut]:
        result = await session.execute(text(" ".join(self.parts)), self.values)  # fault
        return [SaleOut(**row) for row in result.mappings()]


@router.get("")
async def sales(
    since: date,
    session: Annotated[AsyncSession, Depends(get_session)],
    region: str | None = None,
    minimum: int | None = None,
) -> list[SaleOut]:
    return await SalesQuery().since(since).region(region).minimum(minimum).rows(session)
