import http

import pytest
from starlette.testclient import TestClient

from app.factory import create_app


@pytest.fixture
def api(request, tmp_path):
    app = create_app(f"sqlite:///{tmp_path}/test.db")
    client = TestClient(app)
    request.addfinalizer(client.close)
    return client


def create(api, **fields):
    answer = api.post("/cars", json={"plate": "B-AE 5", **fields})
    assert answer.status_code == http.HTTPStatus.CREATED
    return answer.json()["id"]


def test_whole_life(api):
    car = create(api)
    assert api.get(f"/cars/{car}").json()["plate"] == "B-AE 5"
    assert api.patch(f"/cars/{car}", json={"plate": "B-AE 6"}).is_success
    assert api.delete(f"/cars/{car}").status_code == http.HTTPStatus.NO_CONTENT
    assert api.get(f"/cars/{car}").status_code == http.HTTPStatus.NOT_FOUND


def test_plate_is_unique(api):
    create(api)
    again = api.post("/cars", json={"plate": "B-AE 5"})
    assert again.status_code == http.HTTPStatus.CONFLICT
