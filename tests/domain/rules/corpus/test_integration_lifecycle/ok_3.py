"""A module of tests."""
from fastapi.testclient import TestClient


# ok: test_integration_lifecycle
def test_the_life_of_a_record(client):
    assert sum([1, 2]) == 3
