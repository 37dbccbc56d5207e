from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from app.main import app
from app.storage import MemoryStorage, get_storage


@pytest.fixture
def client() -> Iterator[TestClient]:
    storage = MemoryStorage()
    with ExitStack() as stack:
        stack.callback(storage.close)
        app.dependency_overrides[get_storage] = lambda: storage
        stack.callback(app.dependency_overrides.pop, get_storage)
        yield stack.enter_context(TestClient(app))


def expect(answer: Response, code: int, **fields: object) -> dict:
    """Checks the status and the given fields, hands back the body."""
    assert answer.status_code == code, answer.text
    body = answer.json() if answer.content else {}
    for name, value in fields.items():
        assert body[name] == value
    return body


def test_note_lives_and_dies(client: TestClient) -> None:
    note = expect(client.post("/notes", json={"text": "milk"}), 201, text="milk")
    path = f"/notes/{note['id']}"
    expect(client.get(path), 200, text="milk")
    expect(client.put(path, json={"text": "bread"}), 200, text="bread")
    expect(client.get(path), 200, text="bread")
    expect(client.delete(path), 204)
    expect(client.get(path), 404)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_unknown_note(client: TestClient, method: str) -> None:
    expect(client.request(method, "/notes/4711"), 404, detail="No such note")


def test_text_is_required(client: TestClient) -> None:
    expect(client.post("/notes", json={}), 422)
