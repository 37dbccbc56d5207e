import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as c:
        yield c


def test_life(client):
    made = client.post("/books", json={"title": "Emma"})
    assert made.status_code == 201
    url = made.headers["location"]
    assert client.get(url).json()["title"] == "Emma"
    assert client.put(url, json={"title": "Sanditon"}).status_code == 200
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_refused(client):
    assert client.post("/books", json={}).status_code == 422


def test_list(client):  # fault: test_assertions
    client.post("/books", json={"title": "Emma"})
    answer = client.get("/books")
    print(answer.json())
