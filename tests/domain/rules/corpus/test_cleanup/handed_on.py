import pytest
from app import app, store


@pytest.fixture
def finalized(request):
    # ok: test_cleanup
    app.dependency_overrides[store] = dict
    request.addfinalizer(app.dependency_overrides.clear)
    return app


@pytest.fixture
def only_read():
    # ruleid: test_cleanup
    app.dependency_overrides[store] = dict
    return app.dependency_overrides.copy


@pytest.fixture
def another_is_closed():
    engine = create_engine("sqlite://")
    # ruleid: test_cleanup
    db = SessionLocal(bind=engine)
    yield db
    engine.dispose()


@pytest.fixture
def its_connection_is_closed(engine):
    connection = engine.connect()
    # ok: test_cleanup
    db = SessionLocal(bind=connection)
    yield db
    connection.close()


@pytest.fixture
def disposed():
    # ok: test_cleanup
    engine = create_engine("sqlite://")
    yield engine
    engine.dispose()


@pytest.fixture
def emptied():
    # ok: test_cleanup
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)
