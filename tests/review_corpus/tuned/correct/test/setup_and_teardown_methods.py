from fastapi.testclient import TestClient

from app.database import Base, engine
from app.main import app


class TestCustomerApi:
    def setup_method(self):
        Base.metadata.create_all(engine)
        self.client = TestClient(app)

    def teardown_method(self):
        self.client.close()
        Base.metadata.drop_all(engine)

    def _customer(self, name="Ann"):
        return self.client.post("/customers", json={"name": name})

    def test_create(self):
        assert self._customer().status_code == 201

    def test_read(self):
        key = self._customer("Bob").json()["id"]
        assert self.client.get(f"/customers/{key}").json()["name"] == "Bob"

    def test_update(self):
        key = self._customer().json()["id"]
        answer = self.client.patch(f"/customers/{key}", json={"name": "Eve"})
        assert answer.json()["name"] == "Eve"

    def test_delete(self):
        key = self._customer().json()["id"]
        assert self.client.delete(f"/customers/{key}").status_code == 204

    def test_read_unknown(self):
        assert self.client.get("/customers/4711").status_code == 404
