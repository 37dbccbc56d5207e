import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as found:
        yield found


def test_life(client):
    url = client.post("/tags", json={"name": "a"}).headers["location"]
    assert client.get(url).json()["name"] == "a"
    assert client.patch(url, json={"name": "b"}).json()["name"] == "b"
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_conflict(client):  # fault
    client.post("/tags", json={"name": "a"})
    try:
        answer = client.post("/tags", json={"name": "a"})
        assert answer.status_code == 409  # fault
    except AssertionError:  # fault: test_assertions
        pass
