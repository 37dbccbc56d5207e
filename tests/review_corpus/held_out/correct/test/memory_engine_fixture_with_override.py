import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.database import Base, get_db
from app.main import app


@pytest.fixture
def client():
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    Base.metadata.create_all(engine)

    def override_get_db():
        with Session(engine) as session:
            yield session

    app.dependency_overrides[get_db] = override_get_db
    with TestClient(app) as test_client:
        yield test_client
    app.dependency_overrides.clear()
    Base.metadata.drop_all(engine)
    engine.dispose()


def test_create_and_read(client):
    created = client.post("/items", json={"name": "Lamp", "price": 12.5})
    assert created.status_code == 201
    item = created.json()
    assert client.get(f"/items/{item['id']}").json() == item


def test_update(client):
    item_id = client.post("/items", json={"name": "Lamp", "price": 12.5}).json()["id"]
    response = client.put(f"/items/{item_id}", json={"name": "Desk lamp", "price": 20})
    assert response.status_code == 200
    assert client.get(f"/items/{item_id}").json()["name"] == "Desk lamp"


def test_delete(client):
    item_id = client.post("/items", json={"name": "Lamp", "price": 12.5}).json()["id"]
    assert client.delete(f"/items/{item_id}").status_code == 204
    assert client.get(f"/items/{item_id}").status_code == 404


@pytest.mark.parametrize("payload", [{}, {"name": ""}, {"name": "Lamp", "price": "cheap"}])
def test_bad_payload_is_refused(client, payload):
    assert client.post("/items", json=payload).status_code == 422
