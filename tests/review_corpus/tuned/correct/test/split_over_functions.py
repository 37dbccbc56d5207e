from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient

from app.main import app
from tests.tools import empty_database


@contextmanager
def api():
    with empty_database(), TestClient(app) as client:
        yield client


@pytest.fixture
def book():
    with api() as client:
        yield client, client.post("/books", json={"title": "A"}).json()["id"]


def test_created():
    with api() as client:
        answer = client.post("/books", json={"title": "B"})
        assert (answer.status_code, answer.json()["title"]) == (201, "B")


def test_read(book):
    client, number = book
    assert client.get(f"/books/{number}").json() == {"id": number, "title": "A"}


def test_updated(book):
    client, number = book
    assert client.patch(f"/books/{number}", json={"title": "C"}).json()["title"] == "C"


def test_deleted(book):
    client, number = book
    assert client.delete(f"/books/{number}").status_code == 204
    assert client.get(f"/books/{number}").status_code == 404


def test_refused(book):
    client, number = book
    refused = client.patch(f"/books/{number}", json={"title": ""})
    assert refused.status_code == 422
    assert refused.json()["detail"][0]["loc"] == ["body", "title"]
