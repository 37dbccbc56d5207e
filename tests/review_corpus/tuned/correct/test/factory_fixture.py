import itertools
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.database import Base, session_dependency
from app.main import app

NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def engine():
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def client(engine) -> Iterator[TestClient]:
    with Session(engine) as db:
        app.dependency_overrides[session_dependency] = lambda: db
        with TestClient(app) as found:
            yield found
        app.dependency_overrides.clear()


@pytest.fixture
def make(client: TestClient) -> Callable[..., dict]:
    def one(**fields) -> dict:
        body = {"name": f"n{next(NUMBERS)}"} | fields
        answer = client.post("/api/clubs", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    return one


def test_all_four_verbs(client, make):
    club = make(name="chess")
    path = f"/api/clubs/{club['id']}"
    assert client.get(path).json() == club
    assert client.put(path, json={"name": "go"}).json() == {**club, "name": "go"}
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("body", "code"), [({}, 422), ({"name": ""}, 422), ({"nam": "x"}, 422)])
def test_what_is_refused(client, body, code):
    assert client.post("/api/clubs", json=body).status_code == code
