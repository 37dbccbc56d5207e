import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.db import engine, get_session
from app.main import create_app

LINK_THAT_IS_DATA = "https://bookmarks.invalid/page"


@pytest.fixture
def client(monkeypatch, tmp_path):
    monkeypatch.setenv("UPLOAD_DIR", str(tmp_path))
    monkeypatch.delenv("SENTRY_DSN", raising=False)
    app = create_app()
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            monkeypatch.setitem(app.dependency_overrides, get_session, lambda: session)
            with TestClient(app) as test_client:
                yield test_client
        outer.rollback()


@pytest.fixture
def bookmark(client) -> str:
    answer = client.post("/bookmarks", json={"name": "one", "target": LINK_THAT_IS_DATA})
    assert answer.status_code == 201
    return answer.headers["Location"]


def test_bookmark_is_kept(client, bookmark):
    assert client.get(bookmark).json()["target"] == LINK_THAT_IS_DATA


def test_bookmark_is_renamed(client, bookmark):
    assert client.put(bookmark, json={"name": "two", "target": LINK_THAT_IS_DATA}).status_code == 200
    assert client.get(bookmark).json()["name"] == "two"


def test_bookmark_is_deleted_once(client, bookmark):
    first, second = client.delete(bookmark), client.delete(bookmark)
    assert (first.status_code, second.status_code) == (204, 404)
    assert not client.get(bookmark).is_success


def test_target_must_be_a_link(client):
    answer = client.post("/bookmarks", json={"name": "bad", "target": "no link"})
    assert answer.status_code == 422
