from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import session_factory
from app.models import Supplier
from app.schemas import SupplierIn, SupplierOut


async def get_session() -> AsyncIterator[AsyncSession]:
    async with session_factory() as session:
        yield session


class SupplierRepository:
    def __init__(self, session: Annotated[AsyncSession, Depends(get_session)]) -> None:
        self._session = session

    async def page(self, limit: int, offset: int) -> list[Supplier]:
        query = select(Supplier).order_by(Supplier.name).limit(limit).offset(offset)
        return list(await self._session.scalars(query))

    async def one(self, supplier_id: int) -> Supplier:
        if (supplier := await self._session.get(Supplier, supplier_id)) is None:
            raise HTTPException(status.HTTP_404_NOT_FOUND, f"Supplier {supplier_id} not found")
        return supplier

    async def add(self, supplier: Supplier) -> Supplier:
        self._session.add(supplier)
        await self._session.commit()
        return supplier

    async def remove(self, supplier: Supplier) -> None:
        await self._session.delete(supplier)
        await self._session.commit()


RepositoryDep = Annotated[SupplierRepository, Depends()]
router = APIRouter(prefix="/suppliers", tags=["suppliers"])


@router.get("", response_model=list[SupplierOut])
async def list_suppliers(repository: RepositoryDep, limit: int = 50, offset: int = 0):
    return await repository.page(limit, offset)


@router.post("", response_model=SupplierOut, status_code=status.HTTP_201_CREATED)
async def create_supplier(body: SupplierIn, repository: RepositoryDep):
    return await repository.add(Supplier(**body.model_dump()))


@router.delete("/{supplier_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_supplier(supplier_id: int, repository: RepositoryDep) -> None:
    await repository.remove(await repository.one(supplier_id))
