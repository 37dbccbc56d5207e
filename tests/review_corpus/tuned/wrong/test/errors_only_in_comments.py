# fault: test_error_cases, whole file
from fastapi.testclient import TestClient

from app.main import app


def test_life():
    # unknown ones are 404, bad ones 422
    with TestClient(app) as client:
        made = client.post("/tags", json={"name": "a"})
        assert made.status_code == 201
        url = made.headers["location"]
        assert client.get(url).json()["name"] == "a"
        assert client.put(url, json={"name": "b"}).status_code == 200
        assert client.delete(url).status_code == 204
