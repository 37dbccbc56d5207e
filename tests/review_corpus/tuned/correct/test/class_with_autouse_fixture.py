import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.main import app


class TestBooks:
    client: TestClient

    @pytest.fixture(autouse=True)
    def fresh_database(self):
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        Base.metadata.create_all(engine)

        def session():
            with Session(engine) as opened:
                yield opened

        app.dependency_overrides[get_session] = session
        try:
            with TestClient(app) as self.client:
                yield
        finally:
            app.dependency_overrides.pop(get_session)
            Base.metadata.drop_all(engine)
            engine.dispose()

    def add(self, title: str) -> dict:
        answer = self.client.post("/books", json={"title": title})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def test_life_of_a_book(self):
        path = f"/books/{self.add('Kallocain')['id']}"
        assert self.client.get(path).json()["title"] == "Kallocain"
        assert self.client.put(path, json={"title": "Kris"}).status_code == 200
        assert self.client.get(path).json()["title"] == "Kris"
        assert self.client.delete(path).status_code == 204
        assert self.client.get(path).status_code == 404

    def test_empty_title(self):
        assert self.client.post("/books", json={"title": ""}).status_code == 422
        assert self.client.get("/books").json() == []
