from contextlib import ExitStack
from unittest import mock

import pytest
from fastapi import status
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, create_engine
from sqlmodel.pool import StaticPool

from app import database
from app.main import app

ISBN = "978-3-16-148410-0"  # the usual example number


@pytest.fixture(name="client")
def client_fixture():
    with ExitStack() as stack:
        engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
        stack.callback(engine.dispose)
        SQLModel.metadata.create_all(engine)
        stack.callback(SQLModel.metadata.drop_all, engine)
        session = stack.enter_context(Session(engine))
        overrides = {database.get_session: lambda: session}
        stack.enter_context(mock.patch.dict(app.dependency_overrides, overrides))
        yield stack.enter_context(TestClient(app))


@pytest.fixture(name="book")
def book_fixture(client: TestClient) -> dict:
    return client.post("/books", json={"title": "Momo", "isbn": ISBN}).json()


def test_create_read(client: TestClient, book: dict):
    listed = client.get("/books").json()
    assert [b["isbn"] for b in listed] == [ISBN]
    assert client.get(f"/books/{book['id']}").json() == book


def test_update_read(client: TestClient, book: dict):
    client.put(f"/books/{book['id']}", json={"title": "Jim Knopf", "isbn": ISBN}).raise_for_status()
    assert client.get(f"/books/{book['id']}").json()["title"] == "Jim Knopf"


def test_delete_read(client: TestClient, book: dict):
    response = client.delete(f"/books/{book['id']}")
    assert (response.status_code, response.content) == (status.HTTP_204_NO_CONTENT, b"")
    assert client.get("/books").json() == []


def test_refusals(client: TestClient, book: dict):
    twice = client.post("/books", json={"title": "Other", "isbn": ISBN})
    assert twice.status_code == status.HTTP_409_CONFLICT
    assert client.get("/books/abc").status_code == status.HTTP_422_UNPROCESSABLE_ENTITY
