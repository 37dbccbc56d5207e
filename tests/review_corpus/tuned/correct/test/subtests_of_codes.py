import contextlib

import pytest
from fastapi import status
from fastapi.testclient import TestClient

from app import app, get_store
from app.store import MemoryStore

URL = "/v1/lists"


@pytest.fixture(name="client")
def client_fixture():
    store = MemoryStore()
    app.dependency_overrides[get_store] = lambda: store
    with contextlib.ExitStack() as stack:
        stack.callback(app.dependency_overrides.clear)
        yield stack.enter_context(TestClient(app))


def test_lists(client):
    r = client.post(URL, json={"title": "today"})
    assert r.status_code == status.HTTP_201_CREATED
    key = r.json()["id"]
    r = client.get(f"{URL}/{key}")
    assert r.json()["title"] == "today"
    r = client.put(f"{URL}/{key}", json={"title": "tomorrow"})
    assert r.status_code == status.HTTP_200_OK
    r = client.delete(f"{URL}/{key}")
    assert r.status_code == status.HTTP_204_NO_CONTENT
    r = client.get(f"{URL}/{key}")
    assert r.status_code == status.HTTP_404_NOT_FOUND
