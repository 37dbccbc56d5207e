from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.database import get_db
from app.main import app
from tests.engines import memory_engine


@contextmanager
def overridden(db: Session) -> Iterator[None]:
    app.dependency_overrides[get_db] = lambda: db
    try:
        yield
    finally:
        del app.dependency_overrides[get_db]


@pytest.fixture()
def client() -> Iterator[TestClient]:
    with memory_engine() as engine, Session(engine) as db, overridden(db):
        yield TestClient(app)


def test_life(client: TestClient) -> None:
    answer = client.post("/songs", json={"title": "Help"})
    assert answer.status_code == 201
    song = answer.json()["id"]
    assert client.get(f"/songs/{song}").json()["title"] == "Help"
    answer = client.patch(f"/songs/{song}", json={"title": "Help!"})
    assert answer.json()["title"] == "Help!"
    assert client.delete(f"/songs/{song}").status_code == 204


def test_title_may_not_be_missing(client: TestClient) -> None:
    assert client.post("/songs", json={}).status_code == 422
