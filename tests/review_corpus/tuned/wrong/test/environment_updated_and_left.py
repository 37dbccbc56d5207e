import os
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app

SWITCHES = {"FEATURE_DRAFTS": "1", "MAIL_BACKEND": "memory"}


@pytest.fixture
def client(tmp_path, monkeypatch) -> Iterator[TestClient]:  # fault
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/drafts.db")
    os.environ.update(SWITCHES)  # fault: test_cleanup
    with TestClient(create_app()) as http:
        yield http


@pytest.fixture
def draft(client) -> Iterator[str]:
    created = client.post("/drafts", json={"text": "Dear all"})
    assert created.status_code == 201
    path = f"/drafts/{created.json()['id']}"
    yield path
    client.delete(path)


def test_draft_is_read_back(client, draft):
    assert client.get(draft).json()["text"] == "Dear all"


def test_draft_is_changed(client, draft):
    assert client.put(draft, json={"text": "Dear Ann"}).status_code == 200
    assert client.get(draft).json()["text"] == "Dear Ann"


def test_draft_is_deleted(client, draft):
    assert client.delete(draft).status_code == 204
    assert client.get(draft).status_code == 404


def test_draft_needs_text(client):
    assert client.post("/drafts", json={}).status_code == 422
