from unittest import mock  # fault: test_integration_lifecycle, whole file

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.main import app


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)

    def override():
        with Session(engine) as session:
            yield session

    app.dependency_overrides[get_session] = override
    with mock.patch("app.mail.send"), TestClient(app) as test_client:
        yield test_client
    app.dependency_overrides.clear()
    Base.metadata.drop_all(engine)
    engine.dispose()


def put(client, name: str) -> int:
    answer = client.post("/guests", json={"name": name})
    assert answer.status_code == 201
    return answer.json()["id"]


def test_create_update_delete(client):
    guest_id = put(client, "Ann")
    assert client.get(f"/guests/{guest_id}").json()["name"] == "Ann"
    with mock.patch("app.guests.today", return_value="2024-05-01"):
        assert client.get(f"/guests/{guest_id}").json()["as_of"] == "2024-05-01"
    assert client.delete(f"/guests/{guest_id}").status_code == 204
    assert client.get(f"/guests/{guest_id}").status_code == 404


def test_name_is_needed(client):
    assert client.post("/guests", json={}).status_code == 422
