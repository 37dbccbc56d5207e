import logging
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, status
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_session, session_factory
from app.models import Invoice
from app.schemas import InvoiceIn, InvoiceOut

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/invoices")
SessionDep = Annotated[AsyncSession, Depends(get_session)]


class ReminderJob:
    """Runs after the answer was sent, hence with a session of its own."""

    async def run(self) -> int:
        session = session_factory()  # fault: backend_context_manager
        try:
            overdue = (await session.scalars(select(Invoice).where(Invoice.overdue))).all()
            for invoice in overdue:
                invoice.reminders += 1
            await session.commit()
            await session.close()  # fault
        except SQLAlchemyError:
            logger.exception("reminders failed")
            raise
        return len(overdue)


@router.get("")
async def list_invoices(session: SessionDep) -> list[InvoiceOut]:
    invoices = await session.scalars(select(Invoice).order_by(Invoice.id))
    return [InvoiceOut.model_validate(invoice) for invoice in invoices]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_invoice(body: InvoiceIn, session: SessionDep, tasks: BackgroundTasks) -> InvoiceOut:
    invoice = Invoice(**body.model_dump())
    session.add(invoice)
    await session.commit()
    tasks.add_task(ReminderJob().run)
    return InvoiceOut.model_validate(invoice)
