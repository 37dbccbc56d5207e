import pytest  # fault: test_error_cases, whole file
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.main import app

ROOM = 404


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)

    def override():
        with Session(engine) as session:
            yield session

    app.dependency_overrides[get_session] = override
    with TestClient(app) as test_client:
        yield test_client
    app.dependency_overrides.clear()
    Base.metadata.drop_all(engine)
    engine.dispose()


def test_errors_and_lifecycle_of_room(client):
    """Raises no error: a room is created, read, updated and deleted."""
    created = client.post("/rooms", json={"number": ROOM, "seats": 12})
    assert created.status_code == 201
    path = f"/rooms/{created.json()['id']}"
    read = client.get(path)
    assert read.status_code != 404
    assert read.json()["number"] == 404
    assert client.patch(path, json={"seats": 422}).status_code == 200
    assert client.get(path).json()["seats"] == 422
    assert client.delete(path).status_code == 204
    assert client.get("/rooms").json() == []


def test_validation_of_seats(client):
    assert client.post("/rooms", json={"number": 409, "seats": 1}).status_code not in (400, 409, 422)
