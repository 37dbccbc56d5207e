import sqlite3
from contextlib import closing

import pytest
from fastapi.testclient import TestClient

from app.factory import create_app


@pytest.fixture
def db_path(tmp_path, monkeypatch):
    path = tmp_path / "contacts.db"
    monkeypatch.setenv("CONTACTS_DB", str(path))  # undone by monkeypatch, the folder by tmp_path
    return path


@pytest.fixture
def http(db_path):
    with TestClient(create_app()) as client:
        yield client


@pytest.fixture
def ada(http):
    response = http.post("/contacts", json={"name": "Ada", "email": "ada@example.org"})
    assert response.status_code == 201, response.text
    return response.json()


def expect(response, status, **fields):
    assert response.status_code == status, response.text
    for name, value in fields.items():
        assert response.json()[name] == value


def rows(path):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("SELECT name FROM contacts").fetchall()


class TestContacts:
    def test_created_contact_is_in_the_file(self, ada, db_path):
        assert rows(db_path) == [("Ada",)]

    def test_read(self, http, ada):
        expect(http.get(f"/contacts/{ada['id']}"), 200, name="Ada", email="ada@example.org")

    def test_update(self, http, ada):
        expect(http.put(f"/contacts/{ada['id']}", json={**ada, "name": "Ada L."}), 200, name="Ada L.")
        expect(http.get(f"/contacts/{ada['id']}"), 200, name="Ada L.")

    def test_delete(self, http, ada, db_path):
        expect(http.delete(f"/contacts/{ada['id']}"), 204)
        assert not rows(db_path)

    def test_same_email_twice(self, http, ada):
        expect(http.post("/contacts", json={"name": "Eve", "email": ada["email"]}), 409)
