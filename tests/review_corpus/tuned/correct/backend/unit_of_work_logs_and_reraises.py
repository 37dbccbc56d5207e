import logging
from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.models import StockMove

logger = logging.getLogger("stock")


class UnitOfWork:
    """Commits when the block ends well, rolls back otherwise, always closes."""

    def __init__(self, factory: async_sessionmaker[AsyncSession]) -> None:
        self._factory = factory

    async def __aenter__(self) -> Self:
        self.session = self._factory()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                await self.session.commit()
            else:
                await self.session.rollback()
        finally:
            await self.session.close()


class StockService:
    def __init__(self, factory: async_sessionmaker[AsyncSession]) -> None:
        self._factory = factory

    async def book(self, article_id: int, amount: int) -> None:
        try:
            async with UnitOfWork(self._factory) as unit:
                unit.session.add(StockMove(article_id=article_id, amount=amount))
        except Exception:
            logger.exception("booking of article %s failed", article_id)
            raise
