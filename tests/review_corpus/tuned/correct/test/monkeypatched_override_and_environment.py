from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, create_engine

from app.db import get_session
from app.main import app
from app.settings import get_settings


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("APP_EXPORT_FOLDER", str(tmp_path))
    get_settings.cache_clear()
    engine = create_engine(f"sqlite:///{tmp_path / 'test.db'}")
    SQLModel.metadata.create_all(engine)

    def session():
        with Session(engine) as opened:
            yield opened

    monkeypatch.setitem(app.dependency_overrides, get_session, session)
    with TestClient(app) as http:
        yield http
    SQLModel.metadata.drop_all(engine)
    engine.dispose()
    get_settings.cache_clear()


@pytest.fixture
def team(client: TestClient) -> dict:
    answer = client.post("/teams", json={"name": "Blue"})
    assert answer.status_code == 201
    yield answer.json()
    client.delete(f"/teams/{answer.json()['id']}")


def test_team_is_read_back(client: TestClient, team: dict) -> None:
    assert client.get(f"/teams/{team['id']}").json() == {"id": team["id"], "name": "Blue"}


def test_team_is_renamed(client: TestClient, team: dict) -> None:
    client.patch(f"/teams/{team['id']}", json={"name": "Green"}).raise_for_status()
    assert client.get(f"/teams/{team['id']}").json()["name"] == "Green"


def test_team_is_deleted(client: TestClient, team: dict) -> None:
    assert client.delete(f"/teams/{team['id']}").status_code == 204
    assert all(other["id"] != team["id"] for other in client.get("/teams").json())


def test_unknown_team_cannot_be_renamed(client: TestClient) -> None:
    assert client.patch("/teams/0", json={"name": "Green"}).status_code == 404
