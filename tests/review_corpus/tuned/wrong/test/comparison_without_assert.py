from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, create_engine
from sqlmodel.pool import StaticPool

from app.db import get_session
from app.main import app


@pytest.fixture(name="client")
def client_fixture() -> Iterator[TestClient]:
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        app.dependency_overrides[get_session] = lambda: session
        with TestClient(app) as http:
            yield http
        app.dependency_overrides.clear()
    engine.dispose()


def test_lifecycle(client: TestClient) -> None:
    team = client.post("/teams", json={"name": "Blue"}).json()
    path = f"/teams/{team['id']}"
    assert client.get(path).json() == team
    assert client.patch(path, json={"name": "Green"}).status_code == 200
    assert client.get(path).json()["name"] == "Green"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_name_is_required(client: TestClient) -> None:
    assert client.post("/teams", json={}).status_code == 422


def test_name_is_unique(client: TestClient) -> None:  # fault
    """Asserts that the second team of the same name is refused."""
    body = {"name": "Blue"}
    client.post("/teams", json=body)
    second = client.post("/teams", json=body)
    second.status_code == 409  # fault: test_assertions
