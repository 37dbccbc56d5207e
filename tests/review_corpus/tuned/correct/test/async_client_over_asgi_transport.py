from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.main import app

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def client() -> AsyncIterator[AsyncClient]:
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    factory = async_sessionmaker(engine, expire_on_commit=False)

    async def session_for_tests():
        async with factory() as session:
            yield session

    try:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        app.dependency_overrides[get_session] = session_for_tests
        async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as http:
            yield http
    finally:
        app.dependency_overrides.pop(get_session, None)
        await engine.dispose()


async def test_lifecycle(client: AsyncClient) -> None:
    created = await client.post("/rooms", json={"name": "Aspen", "seats": 4})
    assert created.status_code == 201
    path = f"/rooms/{created.json()['id']}"
    assert (await client.get(path)).json()["name"] == "Aspen"
    assert (await client.put(path, json={"name": "Birch", "seats": 6})).status_code == 200
    assert (await client.get(path)).json()["seats"] == 6
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("body", [{}, {"name": "", "seats": 4}, {"name": "Aspen", "seats": -1}])
async def test_invalid_room_is_refused(client: AsyncClient, body: dict) -> None:
    assert (await client.post("/rooms", json=body)).status_code == 422
