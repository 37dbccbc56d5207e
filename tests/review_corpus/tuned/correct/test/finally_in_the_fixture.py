import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from app.database import Base, get_db
from app.main import app


@pytest.fixture
def db():
    engine = create_engine("sqlite:///:memory:", connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    session = sessionmaker(engine)()
    try:
        yield session
    finally:
        session.close()
        Base.metadata.drop_all(engine)
        engine.dispose()


@pytest.fixture
def client(db):
    app.dependency_overrides[get_db] = lambda: db
    yield TestClient(app)
    app.dependency_overrides.pop(get_db)


def test_create_read_update_delete(client):
    response = client.post("/teams/", json={"name": "Reds"})
    assert response.status_code == 201, response.text
    team = response.json()
    assert client.get(f"/teams/{team['id']}").json() == team
    response = client.put(f"/teams/{team['id']}", json={"name": "Blues"})
    assert response.json()["name"] == "Blues"
    response = client.delete(f"/teams/{team['id']}")
    assert response.status_code == 204
    assert client.get(f"/teams/{team['id']}").status_code == 404


def test_unknown_team(client):
    response = client.get("/teams/999")
    assert response.status_code == 404
