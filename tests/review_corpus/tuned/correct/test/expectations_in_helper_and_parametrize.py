from contextlib import ExitStack
from http import HTTPStatus

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.main import app
from app.schemas import PlantIn
from app.storage import MemoryStorage, get_storage


@pytest.fixture
def http():
    with ExitStack() as stack:
        storage = stack.enter_context(MemoryStorage())
        app.dependency_overrides[get_storage] = lambda: storage
        stack.callback(app.dependency_overrides.clear)
        yield stack.enter_context(TestClient(app))


def expect(answer, status: HTTPStatus, **fields):
    assert answer.status_code == status, answer.text
    for name, value in fields.items():
        assert answer.json()[name] == value
    return answer


def test_plant_is_sown_moved_and_uprooted(http):
    sown = expect(http.post("/plants", json={"name": "Fern", "pot": 1}), HTTPStatus.CREATED)
    path = f"/plants/{sown.json()['id']}"
    expect(http.get(path), HTTPStatus.OK, name="Fern", pot=1)
    expect(http.put(path, json={"name": "Fern", "pot": 2}), HTTPStatus.OK)
    expect(http.get(path), HTTPStatus.OK, name="Fern", pot=2)
    expect(http.delete(path), HTTPStatus.NO_CONTENT)
    expect(http.get(path), HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_plant(http, method):
    body = {"name": "Moss", "pot": 3} if method == "PUT" else None
    expect(http.request(method, "/plants/77", json=body), HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("body", [{}, {"name": "", "pot": 1}, {"name": "Moss", "pot": -1}])
def test_model_refuses(body):
    with pytest.raises(ValidationError):
        PlantIn(**body)
