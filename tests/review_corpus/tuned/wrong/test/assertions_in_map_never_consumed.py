import pytest
from fastapi.testclient import TestClient

from app.main import app
from app.storage import MemoryStorage, get_storage


@pytest.fixture
def client():
    storage = MemoryStorage()
    app.dependency_overrides[get_storage] = lambda: storage
    with TestClient(app) as test_client:
        yield test_client
    app.dependency_overrides.clear()


def test_recipe_is_kept_changed_and_removed(client):
    created = client.post("/recipes", json={"title": "Soup", "servings": 4})
    assert created.status_code == 201
    path = f"/recipes/{created.json()['id']}"
    assert client.get(path).json()["title"] == "Soup"
    assert client.put(path, json={"title": "Stew", "servings": 4}).status_code == 200
    assert client.get(path).json()["title"] == "Stew"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_title_is_needed(client):
    assert client.post("/recipes", json={"servings": 4}).status_code == 422


def test_listing_has_servings(client):  # fault: test_assertions
    def check(recipe):  # fault
        assert recipe["servings"] == 2  # fault
        assert recipe["title"]  # fault

    for title in ("Pie", "Bread"):
        client.post("/recipes", json={"title": title, "servings": 2})
    map(check, client.get("/recipes").json())  # fault
