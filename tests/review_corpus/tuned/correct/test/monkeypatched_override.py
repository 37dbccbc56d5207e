import pytest
from fastapi.testclient import TestClient

from app.auth import current_user
from app.main import app


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setitem(app.dependency_overrides, current_user, lambda: {"name": "ann"})
    with TestClient(app) as found:
        yield found


def test_life(client):
    made = client.post("/letters", json={"to": "bob"})
    assert made.status_code == 201
    url = made.headers["Location"]
    assert client.get(url).json()["from"] == "ann"
    assert client.patch(url, json={"to": "eve"}).json()["to"] == "eve"
    client.delete(url)
    gone = client.get(url)
    assert gone.status_code == 404


def test_nobody_is_no_address(client):
    answer = client.post("/letters", json={"to": ""})
    assert answer.status_code == 422
    assert "to" in answer.text
