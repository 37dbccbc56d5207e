import pytest
from fastapi.testclient import TestClient

from app.deps import current_user
from app.main import app


@pytest.fixture
def client():  # fault
    app.dependency_overrides.clear()
    app.dependency_overrides[current_user] = lambda: "ann"  # fault: test_cleanup
    yield TestClient(app)


def test_life(client):
    url = client.post("/posts", json={"text": "hello"}).headers["location"]
    assert client.get(url).json()["author"] == "ann"
    assert client.put(url, json={"text": "bye"}).json()["text"] == "bye"
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
