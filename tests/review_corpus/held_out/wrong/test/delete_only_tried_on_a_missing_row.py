import pytest  # fault: test_integration_lifecycle, whole file
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, create_engine
from sqlmodel.pool import StaticPool

from app.database import get_session
from app.main import app


@pytest.fixture(name="client")
def client_fixture():
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        app.dependency_overrides[get_session] = lambda: session
        with TestClient(app) as client:
            yield client
    app.dependency_overrides.clear()
    engine.dispose()


def test_create_customer(client: TestClient):
    response = client.post("/customers", json={"name": "Ada", "email": "ada@example.com"})
    assert response.status_code == 201
    assert response.json()["name"] == "Ada"


def test_read_customer(client: TestClient):
    customer_id = client.post("/customers", json={"name": "Ada", "email": "ada@example.com"}).json()["id"]
    response = client.get(f"/customers/{customer_id}")
    assert response.status_code == 200
    assert response.json()["email"] == "ada@example.com"


def test_list_customers(client: TestClient):
    for name in ("Ada", "Grace"):
        client.post("/customers", json={"name": name, "email": f"{name.lower()}@example.com"})
    assert [c["name"] for c in client.get("/customers").json()] == ["Ada", "Grace"]


def test_update_and_delete_unknown_customer(client: TestClient):
    """PUT (update) and DELETE (delete) of a customer that does not exist."""
    assert client.put("/customers/999", json={"name": "X", "email": "x@example.com"}).status_code == 404
    assert client.delete("/customers/999").status_code == 404


def test_create_customer_invalid_email(client: TestClient):
    assert client.post("/customers", json={"name": "Ada", "email": "nope"}).status_code == 422
