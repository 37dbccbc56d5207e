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


@pytest.fixture
def environment():
    # ruleid: test_cleanup
    os.environ["MODE"] = "test"
    yield


@pytest.fixture
def environment_of_many():
    # ruleid: test_cleanup
    os.environ.update(SWITCHES)
    yield


@pytest.fixture
def environment_taken_back():
    # ok: test_cleanup
    os.environ["MODE"] = "test"
    yield
    del os.environ["MODE"]


@pytest.fixture
def environment_by_pytest(monkeypatch):
    # ok: test_cleanup
    monkeypatch.setenv("MODE", "test")


@pytest.fixture
def overridden_by_a_name():
    overrides = app.dependency_overrides
    # ruleid: test_cleanup
    overrides |= {get_db: other}
    yield


@pytest.fixture
def overridden_by_update():
    # ruleid: test_cleanup
    app.dependency_overrides.update({get_db: other})
    yield


@pytest.fixture
def put_back():
    before = dict(app.dependency_overrides)
    # ok: test_cleanup
    app.dependency_overrides[get_db] = other
    yield
    # ok: test_cleanup
    app.dependency_overrides = before
