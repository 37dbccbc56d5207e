"""404 in a docstring."""


# ruleid: test_error_cases
def test_a_room(client):
    made = client.post("/rooms", json={"number": 404})
    assert made.status_code != 404
    assert made.json()["number"] == 404
    assert made.status_code not in (400, 422)
