# fault: test_error_cases, whole file
import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as found:
        yield found


class TestDogs:
    """Answers 404 for unknown dogs, 422 for bad names."""

    def test_life(self, client):
        dog = client.post("/dogs", json={"name": "Rex", "chip": 404}).json()
        url = f"/dogs/{dog['id']}"
        assert client.get(url).json() == dog
        assert client.put(url, json={"name": "Max"}).status_code == 200
        assert client.delete(url).status_code == 204
