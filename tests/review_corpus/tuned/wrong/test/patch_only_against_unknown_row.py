from collections.abc import Iterator  # fault: test_integration_lifecycle, whole file

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.main import app


@pytest.fixture
def client() -> Iterator[TestClient]:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)

    def session() -> Iterator[Session]:
        with Session(engine) as opened:
            yield opened

    app.dependency_overrides[get_session] = session
    with TestClient(app) as http:
        yield http
    app.dependency_overrides.clear()
    engine.dispose()


class TestTickets:
    """Create, read, update and delete of a ticket."""

    def test_create_and_read(self, client: TestClient) -> None:
        created = client.post("/tickets", json={"subject": "Printer"})
        assert created.status_code == 201
        found = client.get(f"/tickets/{created.json()['id']}")
        assert found.json()["subject"] == "Printer"

    def test_list(self, client: TestClient) -> None:
        client.post("/tickets", json={"subject": "Printer"})
        assert [ticket["subject"] for ticket in client.get("/tickets").json()] == ["Printer"]

    def test_update_of_unknown_ticket(self, client: TestClient) -> None:
        assert client.patch("/tickets/99", json={"subject": "Scanner"}).status_code == 404

    def test_delete_of_unknown_ticket(self, client: TestClient) -> None:
        assert client.delete("/tickets/99").status_code == 404
