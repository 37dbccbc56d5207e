import pytest


# ok: test_error_cases
@pytest.mark.parametrize(("body", "status"), [({}, 422), ({"n": 0}, 201)])
def test_bodies(client, body, status):
    assert client.post("/rooms", json=body).status_code == status
