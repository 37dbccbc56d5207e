from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.engine import engine
from app.models import Invoice
from app.schemas import InvoiceCreate, InvoiceRead

session_factory = async_sessionmaker(engine, expire_on_commit=False)
router = APIRouter(prefix="/invoices", tags=["invoices"])


async def get_session() -> AsyncIterator[AsyncSession]:
    async with session_factory() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]


@router.post("/", status_code=status.HTTP_201_CREATED)
async def create_invoice(body: InvoiceCreate, session: SessionDep) -> InvoiceRead:
    invoice = Invoice(**body.model_dump())
    session.add(invoice)
    await session.commit()
    return InvoiceRead.model_validate(invoice)


@router.get("/{number}")
async def read_invoice(number: str, session: SessionDep) -> InvoiceRead:
    found = await session.execute(select(Invoice).where(Invoice.number == number))
    invoice = found.scalar_one_or_none()
    if invoice is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    return InvoiceRead.model_validate(invoice)
