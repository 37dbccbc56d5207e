import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import Base, get_session
from app.main import app
from app.models import Coupon
from app.repositories import CouponRepository
from app.testing import memory_engine as engine


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Session:
    Base.metadata.create_all(engine)
    request.addfinalizer(engine.dispose)
    request.addfinalizer(lambda: Base.metadata.drop_all(engine))
    opened = Session(engine)
    request.addfinalizer(opened.close)
    return opened


@pytest.fixture
def client(session: Session, request: pytest.FixtureRequest) -> TestClient:
    app.dependency_overrides[get_session] = lambda: session
    request.addfinalizer(app.dependency_overrides.clear)
    http = TestClient(app)
    request.addfinalizer(http.close)
    return http


def test_routes_from_create_to_delete(client: TestClient, session: Session) -> None:
    assert client.post("/coupons", json={"code": "MAY", "percent": 5}).status_code == 201
    assert client.get("/coupons/MAY").json() == {"code": "MAY", "percent": 5}

    assert client.put("/coupons/MAY", json={"percent": 7}).status_code == 200
    session.expire_all()
    assert session.get(Coupon, "MAY").percent == 7

    assert client.delete("/coupons/MAY").status_code == 204
    session.expire_all()
    assert session.get(Coupon, "MAY") is None


def test_code_is_taken(session: Session) -> None:
    repository = CouponRepository(session)
    repository.add(Coupon(code="MAY", percent=5))
    with pytest.raises(IntegrityError, match="UNIQUE"):
        repository.add(Coupon(code="MAY", percent=9))


def test_unknown_coupon_is_refused(session: Session) -> None:
    with pytest.raises(LookupError):
        CouponRepository(session).get("JUNE")
