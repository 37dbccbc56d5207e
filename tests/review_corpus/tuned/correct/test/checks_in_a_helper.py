import pytest
from fastapi.testclient import TestClient

from app.main import app
from tests.database import fresh_database


@pytest.fixture(autouse=True)
def database(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'db.sqlite'}")
    fresh_database()


@pytest.fixture
def client():
    return TestClient(app)


def expect(response, code, **fields):
    assert response.status_code == code
    if fields:
        assert fields.items() <= response.json().items()
    return response


def test_life(client):
    made = expect(client.post("/pets", json={"name": "Rex"}), 201, name="Rex")
    url = made.headers["Location"]
    expect(client.get(url), 200, name="Rex")
    expect(client.patch(url, json={"name": "Max"}), 200, name="Max")
    expect(client.delete(url), 204)
    expect(client.get(url), 404)


def test_a_pet_needs_a_name(client):
    expect(client.post("/pets", json={"name": ""}), 422)
