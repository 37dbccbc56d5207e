import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture()
def client():
    with TestClient(app) as c:
        yield c
    app.dependency_overrides.clear()


class TestBooks:
    def test_life_of_a_book(self, client):
        made = client.post("/books", json={"title": "Emma"})
        assert made.status_code == 201
        number = made.json()["id"]
        assert client.get(f"/books/{number}").json()["title"] == "Emma"
        changed = client.put(f"/books/{number}", json={"title": "Persuasion"})
        assert changed.status_code == 200
        assert client.delete(f"/books/{number}").status_code == 204
        assert client.get(f"/books/{number}").status_code == 404

    def test_title_is_required(self, client):
        assert client.post("/books", json={}).status_code == 422
