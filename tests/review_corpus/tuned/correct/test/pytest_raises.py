import sqlite3

import pytest

from app.store import NotFound, Store


@pytest.fixture
def store():
    connection = sqlite3.connect(":memory:")
    yield Store(connection)
    connection.close()


def test_an_item_comes_and_goes(store):
    key = store.create(name="pen")
    assert store.get(key).name == "pen"
    store.update(key, name="pencil")
    assert store.get(key).name == "pencil"
    store.delete(key)
    with pytest.raises(NotFound):
        store.get(key)


def test_names_are_unique(store):
    store.create(name="pen")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        store.create(name="pen")
