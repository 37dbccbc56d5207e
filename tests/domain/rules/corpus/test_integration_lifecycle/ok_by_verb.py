import pytest


@pytest.fixture
def record(client):
    return client.post("/a")


# ok: test_integration_lifecycle
def test_the_life_of_a_record(client, record):
    client.request("PUT", "/a/1")
    client.get("/a/1")
    client.request("DELETE", "/a/1")
