import httpx
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
    with Session(engine) as session:
        app.dependency_overrides[get_db] = lambda: session
        with TestClient(app, base_url="http://testserver") as test_client:
            yield test_client
        app.dependency_overrides.clear()
    Base.metadata.drop_all(engine)
    engine.dispose()


def test_api_answers():
    response = httpx.get("http://127.0.0.1:8000/health", timeout=2)  # fault: test_no_hardcoded_urls
    assert response.status_code == 200


def test_user_crud(client):
    response = client.post("/users", json={"username": "ada"})
    assert response.status_code == 201
    url = f"/users/{response.json()['id']}"

    assert client.get(url).json()["username"] == "ada"

    assert client.patch(url, json={"username": "lovelace"}).status_code == 200
    assert client.get(url).json()["username"] == "lovelace"

    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_duplicate_username(client):
    first = client.post("/users", json={"username": "ada"})
    second = client.post("/users", json={"username": "ada"})
    assert (first.status_code, second.status_code) == (201, 409)
