import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.main import app


@pytest.fixture
def engine(request):
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    request.addfinalizer(engine.dispose)
    Base.metadata.create_all(engine)
    request.addfinalizer(lambda: Base.metadata.drop_all(engine))
    return engine


@pytest.fixture
def client(engine):  # fault
    def override():
        with Session(engine) as session:
            yield session

    overrides = app.dependency_overrides  # fault
    overrides |= {get_session: override}  # fault: test_cleanup
    with TestClient(app) as test_client:
        yield test_client


def test_tag(client):
    created = client.post("/tags", json={"label": "red"})
    assert created.status_code == 201
    path = f"/tags/{created.json()['id']}"
    assert client.get(path).json()["label"] == "red"
    assert client.put(path, json={"label": "blue"}).status_code == 200
    assert client.get(path).json()["label"] == "blue"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("label", ["", " ", "x" * 200])
def test_refused_labels(client, label):
    assert client.post("/tags", json={"label": label}).status_code == 422
