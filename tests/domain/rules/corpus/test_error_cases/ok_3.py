"""A module of tests."""
from http import HTTPStatus

from fastapi import status


# ok: test_error_cases
def test_answers(client):
    expect(client.post("/a"), status=HTTPStatus.CONFLICT)
