from fastapi import status
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.main import create_app


class TestSupplierApi:
    def setup_method(self) -> None:
        self.engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        Base.metadata.create_all(self.engine)
        self.session = Session(self.engine)
        self.app = create_app()
        self.app.dependency_overrides[get_session] = lambda: self.session
        self.client = TestClient(self.app)

    def teardown_method(self) -> None:
        self.client.close()
        self.app.dependency_overrides.clear()
        self.session.close()
        Base.metadata.drop_all(self.engine)
        self.engine.dispose()

    def create(self, name: str) -> dict:
        answer = self.client.post("/suppliers", json={"name": name})
        assert answer.status_code == status.HTTP_201_CREATED, answer.text
        return answer.json()

    def test_create_and_read(self) -> None:
        supplier = self.create("Miller")
        assert self.client.get(f"/suppliers/{supplier['id']}").json() == supplier
        assert supplier in self.client.get("/suppliers").json()

    def test_update(self) -> None:
        path = f"/suppliers/{self.create('Miller')['id']}"
        assert self.client.patch(path, json={"name": "Miller & Son"}).is_success
        assert self.client.get(path).json()["name"] == "Miller & Son"

    def test_delete(self) -> None:
        path = f"/suppliers/{self.create('Miller')['id']}"
        assert self.client.delete(path).status_code == status.HTTP_204_NO_CONTENT
        assert self.client.get(path).status_code == status.HTTP_404_NOT_FOUND

    def test_name_is_unique(self) -> None:
        self.create("Miller")
        assert self.client.post("/suppliers", json={"name": "Miller"}).status_code == status.HTTP_409_CONFLICT
