from http import HTTPStatus
from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient

from app.factory import create_app
from app.settings import Settings

STEPS = [
    ("POST", "/articles", {"sku": "A1", "cents": 100}, HTTPStatus.CREATED),
    ("GET", "/articles/A1", None, HTTPStatus.OK),
    ("PUT", "/articles/A1", {"cents": 250}, HTTPStatus.OK),
    ("DELETE", "/articles/A1", None, HTTPStatus.NO_CONTENT),
    ("GET", "/articles/A1", None, HTTPStatus.NOT_FOUND),
]


@pytest.fixture
def client(tmp_path):
    with patch.dict("os.environ", {"APP_DATABASE": str(tmp_path / "articles.db")}):
        with TestClient(create_app(Settings()), base_url="http://testserver") as http:
            yield http


def test_lifecycle(client):
    for method, path, body, expected in STEPS:
        answer = client.request(method, path, json=body)
        assert answer.status_code == expected, (method, path)
        if method == "PUT":
            assert client.get(path).json()["cents"] == 250
        if method == "POST":
            assert client.get(f"{path}/{body['sku']}").json() == body


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/articles", {"sku": "A1"}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ("/articles/A1/reserve", {"amount": 3}, HTTPStatus.NOT_FOUND),
    ],
)
def test_refusals(client, path, body, expected):
    assert client.post(path, json=body).status_code == expected
