"""A module of tests."""
from fastapi.testclient import TestClient


# ok: test_integration_lifecycle
def test_the_life_of_a_record(client):
    client.post("/a")
    client.get("/a/1")
    client.patch("/a/1")
    client.delete("/a/1")
