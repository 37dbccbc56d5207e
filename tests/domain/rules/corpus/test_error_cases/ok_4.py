"""A module of tests."""
from http import HTTPStatus

from fastapi import status


# ok: test_error_cases
def test_answers(client):
    assert client.put("/a/1").status_code == status.HTTP_412_PRECONDITION_FAILED
