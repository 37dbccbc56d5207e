"""A module of tests."""
from fastapi.testclient import TestClient


# ok: test_integration_lifecycle
def test_the_life_of_a_record(client):
    with TestClient(app) as c:
        c.post("/a")
    assert client.get("/a").status_code == 200
    client.put("/a/1")
    client.delete("/a/1")
    client.post("/a")
