import pytest


def never_called(client):
    client.put("/a/1")
    client.delete("/a/1")


# ruleid: test_integration_lifecycle
def test_the_life_of_a_record(client):
    client.post("/a")
    client.get("/a/1")
