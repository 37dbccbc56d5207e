import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.database import Base, get_db
from app.main import app


@pytest.fixture(scope="session")
def client():  # fault
    engine = create_engine("sqlite:///test.db")  # fault
    Base.metadata.create_all(engine)  # fault
    db = Session(engine)  # fault: test_cleanup
    app.dependency_overrides[get_db] = lambda: db  # fault
    yield TestClient(app)


def test_life(client):
    url = client.post("/tags", json={"name": "a"}).headers["location"]
    assert client.get(url).json()["name"] == "a"
    assert client.patch(url, json={"name": "b"}).json()["name"] == "b"
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
