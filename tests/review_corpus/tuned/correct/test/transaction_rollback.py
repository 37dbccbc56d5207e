import pytest
from sqlalchemy import create_engine, exc
from sqlalchemy.orm import Session

from app.crud import create_user, delete_user, get_user, update_user
from app.models import Base


@pytest.fixture(scope="session")
def connection():
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        yield connection
    engine.dispose()


@pytest.fixture
def session(connection):
    transaction = connection.begin()
    session = Session(bind=connection)
    yield session
    session.close()
    transaction.rollback()


def test_crud(session):
    user = create_user(session, name="ann", email="ann@example.com")
    assert get_user(session, user.id).name == "ann"
    update_user(session, user.id, name="anna")
    assert get_user(session, user.id).name == "anna"
    delete_user(session, user.id)
    assert get_user(session, user.id) is None


def test_email_is_unique(session):
    create_user(session, name="ann", email="ann@example.com")
    with pytest.raises(exc.IntegrityError):
        create_user(session, name="bob", email="ann@example.com")
