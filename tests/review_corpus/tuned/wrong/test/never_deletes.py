# fault: test_integration_lifecycle, whole file
import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as c:
        yield c


def test_create_and_read(client):
    made = client.post("/tags", json={"name": "a"})
    assert made.status_code == 201
    assert client.get(f"/tags/{made.json()['id']}").json()["name"] == "a"


def test_update(client):
    made = client.post("/tags", json={"name": "a"}).json()
    assert client.put(f"/tags/{made['id']}", json={"name": "c"}).status_code == 200


def test_missing(client):
    assert client.get("/tags/12345").status_code == 404
