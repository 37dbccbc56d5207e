import pytest
from fastapi.testclient import TestClient

from app.clock import now
from app.main import app


@pytest.fixture
def client():
    before = dict(app.dependency_overrides)
    app.dependency_overrides[now] = lambda: "2024-01-01"
    try:
        yield TestClient(app)
    finally:
        app.dependency_overrides = before


def test_life(client):
    key = client.post("/days", json={"name": "x"}).json()["id"]
    assert client.get(f"/days/{key}").json()["made"] == "2024-01-01"
    assert client.put(f"/days/{key}", json={"name": "y"}).json()["name"] == "y"
    assert client.delete(f"/days/{key}").status_code == 204
    assert client.get(f"/days/{key}").status_code == 404
