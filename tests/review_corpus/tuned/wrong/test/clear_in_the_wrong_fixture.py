import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.database import get_db
from app.main import app


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    db = Session(engine)  # fault: test_cleanup
    yield db
    engine.dispose()


@pytest.fixture
def client(session):
    app.dependency_overrides[get_db] = lambda: session
    yield TestClient(app)
    app.dependency_overrides.clear()


def test_life(client):
    url = client.post("/tags", json={"name": "a"}).headers["location"]
    assert client.get(url).json()["name"] == "a"
    assert client.patch(url, json={"name": "b"}).json()["name"] == "b"
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
