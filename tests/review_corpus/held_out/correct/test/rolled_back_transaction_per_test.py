import os

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app import crud
from app.errors import TaskNotFound
from app.main import app, get_db
from app.models import Base, Task


@pytest.fixture(scope="session")
def engine():
    engine = create_engine(os.environ["TEST_DATABASE_URL"])
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def db(engine):
    connection = engine.connect()
    transaction = connection.begin()
    session = Session(bind=connection, join_transaction_mode="create_savepoint")
    try:
        yield session
    finally:
        session.close()
        transaction.rollback()
        connection.close()


@pytest.fixture
def client(db, monkeypatch):
    monkeypatch.setitem(app.dependency_overrides, get_db, lambda: db)
    with TestClient(app) as c:
        yield c


def test_lifecycle(client, db):
    task_id = client.post("/tasks", json={"title": "Write tests"}).json()["id"]
    assert db.scalar(select(Task.title).where(Task.id == task_id)) == "Write tests"

    assert client.get("/tasks/%d" % task_id).json()["done"] is False
    assert client.patch("/tasks/%d" % task_id, json={"done": True}).is_success
    assert client.get("/tasks/%d" % task_id).json()["done"] is True

    assert client.delete("/tasks/%d" % task_id).status_code == 204
    db.expire_all()
    assert db.get(Task, task_id) is None


def test_crud_raises_for_missing_task(db):
    with pytest.raises(TaskNotFound):
        crud.delete_task(db, task_id=12345)
