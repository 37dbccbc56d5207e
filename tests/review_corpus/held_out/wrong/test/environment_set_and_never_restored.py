import os
import shutil
import tempfile

import pytest
from fastapi.testclient import TestClient

from app.factory import create_app


@pytest.fixture
def client():  # fault
    folder = tempfile.mkdtemp()
    os.environ["UPLOAD_DIR"] = folder  # fault: test_cleanup
    try:
        with TestClient(create_app(database_url="sqlite://")) as c:
            yield c
    finally:
        shutil.rmtree(folder)  # fault


def upload(client, name="a.txt", content=b"hello"):
    return client.post("/files", files={"file": (name, content)})


def test_upload_and_download(client):
    response = upload(client)
    assert response.status_code == 201
    assert client.get(f"/files/{response.json()['id']}").content == b"hello"


def test_replace(client):
    file_id = upload(client).json()["id"]
    response = client.put(f"/files/{file_id}", files={"file": ("a.txt", b"changed")})
    assert response.status_code == 200
    assert client.get(f"/files/{file_id}").content == b"changed"


def test_delete(client):
    file_id = upload(client).json()["id"]
    assert client.delete(f"/files/{file_id}").status_code == 204
    assert client.get(f"/files/{file_id}").status_code == 404


@pytest.mark.parametrize("name", ["../evil.txt", "", "a" * 300])
def test_bad_names_are_refused(client, name):
    assert upload(client, name=name).status_code == 422
