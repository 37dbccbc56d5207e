import pytest
from fastapi import status
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, create_engine
from sqlmodel.pool import StaticPool

from app import main
from app.db import get_session
from app.models import Track


@pytest.fixture
def session(request):
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    request.addfinalizer(engine.dispose)
    SQLModel.metadata.create_all(engine)
    request.addfinalizer(lambda: SQLModel.metadata.drop_all(engine))
    opened = Session(engine)
    request.addfinalizer(opened.close)
    return opened


@pytest.fixture
def client(request, session):
    main.app.dependency_overrides[get_session] = lambda: session
    request.addfinalizer(main.app.dependency_overrides.clear)
    client = TestClient(main.app)
    request.addfinalizer(client.close)
    return client


def test_track(client, session):
    new = client.post("/tracks", json={"title": "Intro", "seconds": 61})
    assert new.status_code == status.HTTP_201_CREATED
    track_id = new.json()["id"]
    assert session.get(Track, track_id).title == "Intro"
    changed = client.patch(f"/tracks/{track_id}", json={"seconds": 75})
    assert changed.json()["seconds"] == 75
    assert client.get(f"/tracks/{track_id}").json() == {"id": track_id, "title": "Intro", "seconds": 75}
    assert client.delete(f"/tracks/{track_id}").status_code == status.HTTP_204_NO_CONTENT
    assert client.get("/tracks").json() == []


def test_negative_length_is_refused(client):
    refused = client.post("/tracks", json={"title": "Outro", "seconds": -1})
    assert refused.status_code == status.HTTP_422_UNPROCESSABLE_ENTITY
    assert "seconds" in refused.text
