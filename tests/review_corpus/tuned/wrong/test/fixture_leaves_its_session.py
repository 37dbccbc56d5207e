import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.database import Base, get_db
from app.main import app


@pytest.fixture
def client():  # fault
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = Session(engine)  # fault: test_cleanup
    app.dependency_overrides[get_db] = lambda: session  # fault
    return TestClient(app)


def test_life(client):
    made = client.post("/tags", json={"name": "a"})
    assert made.status_code == 201
    url = f"/tags/{made.json()['id']}"
    assert client.get(url).json()["name"] == "a"
    assert client.patch(url, json={"name": "b"}).json()["name"] == "b"
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
