import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from app.auth import get_current_user
from app.database import Base, get_db
from app.main import app
from app.schemas import UserOut


@pytest.fixture
def session():
    engine = create_engine("sqlite:///:memory:", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    Base.metadata.create_all(engine)
    db = sessionmaker(bind=engine)()
    yield db
    db.close()
    Base.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def client(session):  # fault
    app.dependency_overrides[get_db] = lambda: session
    app.dependency_overrides[get_current_user] = lambda: UserOut(id=1, username="tester")  # fault: test_cleanup
    with TestClient(app) as c:
        yield c  # fault
    app.dependency_overrides.pop(get_db, None)  # fault


def test_note_lifecycle(client):
    created = client.post("/notes/", json={"title": "first", "text": "hello"})
    assert created.status_code == 201
    note_id = created.json()["id"]

    fetched = client.get(f"/notes/{note_id}")
    assert fetched.status_code == 200
    assert fetched.json()["text"] == "hello"

    updated = client.put(f"/notes/{note_id}", json={"title": "first", "text": "bye"})
    assert updated.status_code == 200
    assert client.get(f"/notes/{note_id}").json()["text"] == "bye"

    assert client.delete(f"/notes/{note_id}").status_code == 204
    assert client.get(f"/notes/{note_id}").status_code == 404


def test_empty_title_is_rejected(client):
    response = client.post("/notes/", json={"title": "", "text": "x"})
    assert response.status_code == 422
