# fault: test_integration_lifecycle, whole file
import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as found:
        yield found


def test_created(client):
    assert client.post("/tags", json={"name": "a"}).status_code == 201


def test_empty(client):
    assert client.post("/tags", json={}).status_code == 422


def test_too_long(client):
    assert client.post("/tags", json={"name": "a" * 300}).status_code == 422
