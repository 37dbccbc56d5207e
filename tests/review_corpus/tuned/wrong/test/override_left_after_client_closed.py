from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.main import app

pytestmark = pytest.mark.asyncio


@pytest.fixture
async def engine() -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
async def client(engine: AsyncEngine) -> AsyncIterator[AsyncClient]:  # fault
    async def session_for_tests() -> AsyncIterator[AsyncSession]:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            yield session

    app.dependency_overrides[get_session] = session_for_tests  # fault: test_cleanup
    http = AsyncClient(transport=ASGITransport(app=app), base_url="http://test")
    try:
        yield http  # fault
    finally:
        await http.aclose()


async def test_lifecycle(client: AsyncClient) -> None:
    created = await client.post("/depots", json={"city": "Graz"})
    assert created.status_code == 201
    path = f"/depots/{created.json()['id']}"
    assert (await client.get(path)).json()["city"] == "Graz"
    assert (await client.patch(path, json={"city": "Linz"})).status_code == 200
    assert (await client.get(path)).json()["city"] == "Linz"
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_city_is_required(client: AsyncClient) -> None:
    assert (await client.post("/depots", json={})).status_code == 422
