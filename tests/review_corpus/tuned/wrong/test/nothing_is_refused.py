# fault: test_error_cases, whole file
import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as c:
        yield c


def test_create(client):
    answer = client.post("/cars", json={"plate": "X 1"})
    assert answer.status_code == 201


def test_life(client):
    car = client.post("/cars", json={"plate": "X 2"}).json()
    assert client.get(f"/cars/{car['id']}").status_code == 200
    assert client.put(f"/cars/{car['id']}", json={"plate": "X 3"}).json()["plate"] == "X 3"
    assert client.delete(f"/cars/{car['id']}").status_code == 204
