"""A module of tests."""
from http import HTTPStatus

from fastapi import status


# ok: test_error_cases
def test_answers(client):
    answer = client.post("/a", json={})
    assert answer.status_code in (400, 422)
