import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as c:
        yield c


def test_life(client):
    made = client.post("/tags", json={"name": "a"})
    url = made.headers["location"]
    assert client.get(url).json()["name"] == "a"
    assert client.patch(url, json={"name": "b"}).json()["name"] == "b"
    assert client.delete(url).status_code == 204


def test_missing(client):
    assert client.get("/tags/0").status_code == 404


def test_name_is_kept(client):  # fault
    answer = client.post("/tags", json={"name": "a"})
    assert (answer.json()["name"] == "a", "the name is lost")  # fault: test_assertions
