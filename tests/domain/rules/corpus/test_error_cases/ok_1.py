"""A module of tests."""
from http import HTTPStatus

from fastapi import status


# ok: test_error_cases
def test_answers(client):
    assert client.get("/a/1").status_code == 404
