from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_session
from app.models import Comment, Ticket
from app.schemas import CommentIn, CommentOut, TicketIn, TicketOut

SessionDep = Annotated[AsyncSession, Depends(get_session)]
router = APIRouter(prefix="/tickets")


async def ticket_or_404(ticket_id: int, session: SessionDep) -> Ticket:
    ticket = await session.get(Ticket, ticket_id)
    if ticket is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such ticket")
    return ticket


TicketDep = Annotated[Ticket, Depends(ticket_or_404)]


@router.post("", response_model=TicketOut, status_code=status.HTTP_201_CREATED)
async def open_ticket(body: TicketIn, session: SessionDep):
    ticket = Ticket(**body.model_dump())
    session.add(ticket)
    await session.commit()
    return ticket


@router.post("/{ticket_id}/comments", response_model=CommentOut)  # fault: backend_http_status
async def add_comment(body: CommentIn, ticket: TicketDep, session: SessionDep, response: Response):  # fault
    comment = Comment(ticket_id=ticket.id, text=body.text)
    session.add(comment)
    await session.commit()
    response.headers["Location"] = f"/tickets/{ticket.id}/comments/{comment.id}"
    return comment


@router.get("/{ticket_id}", response_model=TicketOut)
async def read_ticket(ticket: TicketDep):
    return ticket


@router.delete("/{ticket_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_ticket(ticket: TicketDep, session: SessionDep) -> None:
    await session.delete(ticket)
    await session.commit()
