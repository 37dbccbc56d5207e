import sqlite3
from contextlib import closing
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

from app.settings import settings

app = FastAPI()


class Contact(BaseModel):
    id: int
    name: str
    phone: str | None = None


class ContactIn(BaseModel):
    name: str
    phone: str | None = None


def init_db() -> None:
    with closing(sqlite3.connect(settings.db_path)) as conn, conn:
        conn.execute("CREATE TABLE IF NOT EXISTS contacts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT)")


def get_conn():  # fault
    with sqlite3.connect(settings.db_path, check_same_thread=False) as conn:  # fault: backend_context_manager
        conn.row_factory = sqlite3.Row
        yield conn  # fault


Conn = Annotated[sqlite3.Connection, Depends(get_conn)]


@app.get("/contacts")
def list_contacts(conn: Conn) -> list[Contact]:
    return [Contact(**dict(r)) for r in conn.execute("SELECT id, name, phone FROM contacts ORDER BY name")]


@app.post("/contacts", status_code=201)
def create_contact(data: ContactIn, conn: Conn) -> Contact:
    cur = conn.execute("INSERT INTO contacts (name, phone) VALUES (?, ?)", (data.name, data.phone))
    return Contact(id=cur.lastrowid, **data.model_dump())


@app.get("/contacts/{contact_id}")
def get_contact(contact_id: int, conn: Conn) -> Contact:
    row = conn.execute("SELECT id, name, phone FROM contacts WHERE id = ?", (contact_id,)).fetchone()
    if row is None:
        raise HTTPException(status_code=404, detail="Contact not found")
    return Contact(**dict(row))
