"""A module of tests."""
from fastapi.testclient import TestClient


# ok: test_integration_lifecycle
def test_the_life_of_a_record(client):
    identifier = client.post("/a").json()["id"]
    change(client, identifier)


def change(client, identifier):
    client.put(f"/a/{identifier}")
    client.get(f"/a/{identifier}")
    client.delete(f"/a/{identifier}")
