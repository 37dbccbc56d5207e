import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture(scope="module")
def http():
    with TestClient(app, base_url="http://testserver/api") as client:
        yield client


def test_life(http):
    response = http.request("POST", "rooms", json={"number": 7})
    assert response.status_code == 201
    here = response.headers["location"]
    assert http.request("GET", here).json()["number"] == 7
    assert http.request("PATCH", here, json={"number": 8}).json()["number"] == 8
    assert http.request("DELETE", here).status_code == 204
    assert http.request("GET", here).status_code == 404
