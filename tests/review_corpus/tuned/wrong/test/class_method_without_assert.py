from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


class TestTags:
    def test_life(self):
        url = client.post("/tags", json={"name": "a"}).headers["location"]
        assert client.get(url).json()["name"] == "a"
        assert client.put(url, json={"name": "b"}).json()["name"] == "b"
        assert client.delete(url).status_code == 204
        assert client.get(url).status_code == 404

    def test_long_name(self):  # fault: test_assertions
        response = client.post("/tags", json={"name": "a" * 500})
        response.status_code == 422
