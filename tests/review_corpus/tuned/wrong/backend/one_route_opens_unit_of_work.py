from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import factory
from app.models import Ticket
from app.schemas import TicketIn, TicketOut

app = FastAPI()


@contextmanager
def unit_of_work() -> Iterator[Session]:
    with factory() as session, session.begin():
        yield session


def get_session() -> Iterator[Session]:
    with unit_of_work() as session:
        yield session


Db = Annotated[Session, Depends(get_session)]


@app.get("/tickets", response_model=list[TicketOut])
def index(db: Db):
    return db.scalars(select(Ticket)).all()


@app.post("/tickets", response_model=TicketOut, status_code=201)
def create(payload: TicketIn, db: Db):
    ticket = Ticket(subject=payload.subject)
    db.add(ticket)
    db.flush()
    return ticket


@app.put("/tickets/{ticket_id}")
def change(ticket_id: int, payload: TicketIn) -> TicketOut:  # fault
    with unit_of_work() as db:  # fault: backend_dependency_injection
        if (ticket := db.get(Ticket, ticket_id)) is None:
            raise HTTPException(404, "no such ticket")
        ticket.subject = payload.subject
        return TicketOut.model_validate(ticket)


@app.delete("/tickets/{ticket_id}", status_code=204)
def close(ticket_id: int, db: Db) -> None:
    if (ticket := db.get(Ticket, ticket_id)) is None:
        raise HTTPException(404, "no such ticket")
    db.delete(ticket)
