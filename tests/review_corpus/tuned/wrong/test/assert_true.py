from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


def test_life():
    url = client.post("/tags", json={"name": "a"}).headers["location"]
    assert client.get(url).json()["name"] == "a"
    assert client.patch(url, json={"name": "b"}).json()["name"] == "b"
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_page():  # fault
    client.get("/tags", params={"limit": 1})
    assert True  # fault: test_assertions
