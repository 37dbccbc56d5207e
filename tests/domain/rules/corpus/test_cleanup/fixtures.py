"""db = SessionLocal() in a docstring stays open."""
import tempfile

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session, sessionmaker

from app.main import app, get_db

SessionLocal = sessionmaker()


@pytest.fixture
def closed():
    # ok: test_cleanup
    db = SessionLocal()
    yield db
    db.close()


@pytest.fixture
def managed():
    # ok: test_cleanup
    with SessionLocal() as db:
        yield db


@pytest.fixture
def overridden(closed):
    # ok: test_cleanup
    app.dependency_overrides[get_db] = lambda: closed
    with TestClient(app) as client:
        yield client
    app.dependency_overrides.clear()


@pytest.fixture
def own_application(closed):
    mine = FastAPI()
    # ok: test_cleanup
    mine.dependency_overrides[get_db] = lambda: closed
    with TestClient(mine) as client:
        yield client


@pytest.fixture
def left_open():
    # ruleid: test_cleanup
    db = SessionLocal()
    yield db


@pytest.fixture()
def left_open_too():
    # ruleid: test_cleanup
    return Session()


@pytest.fixture
def left_overridden(closed):
    # ruleid: test_cleanup
    app.dependency_overrides[get_db] = lambda: closed
    yield TestClient(app)


@pytest.fixture(scope="session")
def folder():
    # ruleid: test_cleanup
    path = tempfile.mkdtemp()
    return path


def test_something(tmp_path):
    # ruleid: test_cleanup
    handle = open(tmp_path / "a")
    assert handle.read() == ""


def test_something_else(tmp_path):
    # ok: test_cleanup
    with open(tmp_path / "a") as handle:
        assert handle.read() == ""
