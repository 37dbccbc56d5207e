import os
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.factory import create_app
from app.storage import MemoryStorage, get_storage


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("APP_STAGE", "test")
    storage = MemoryStorage()
    app = create_app()
    app.dependency_overrides[get_storage] = lambda: storage
    with TestClient(app) as http:
        yield http
    app.dependency_overrides.clear()
    storage.close()


def add(client: TestClient, text: str) -> str:
    answer = client.post("/notes", json={"text": text})
    assert answer.status_code == 201
    return f"/notes/{answer.json()['id']}"


def test_note_from_create_to_delete(client: TestClient) -> None:
    path = add(client, "milk")
    assert client.get(path).json()["text"] == "milk"
    assert client.put(path, json={"text": "bread"}).status_code == 200
    assert client.get(path).json()["text"] == "bread"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_read_only_mode_refuses_changes(client: TestClient) -> None:  # fault
    path = add(client, "milk")
    os.environ["NOTES_READ_ONLY"] = "1"  # fault: test_cleanup
    assert client.put(path, json={"text": "bread"}).status_code == 403
    assert client.get(path).json()["text"] == "milk"
