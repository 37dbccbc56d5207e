import pytest
from fastapi.testclient import TestClient

from app.deps import current_user
from app.main import app


@pytest.fixture
def client():  # fault
    with TestClient(app) as found:
        yield found


def test_life(client):
    app.dependency_overrides[current_user] = lambda: "root"  # fault: test_cleanup
    url = client.post("/posts", json={"text": "a"}).headers["location"]
    assert client.get(url).json()["text"] == "a"
    assert client.put(url, json={"text": "b"}).json()["text"] == "b"
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
