from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from app.database import get_session
from app.main import app
from app.models import Base

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def client(tmp_path, anyio_backend) -> AsyncIterator[AsyncClient]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/test.db")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    factory = async_sessionmaker(engine, expire_on_commit=False)

    async def override() -> AsyncIterator[AsyncSession]:
        async with factory() as session:
            yield session

    app.dependency_overrides[get_session] = override
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as http:
        yield http
    app.dependency_overrides.clear()
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
    await engine.dispose()


async def test_sensor_from_first_to_last_day(client):
    created = await client.post("/sensors", json={"serial": "A1", "room": "cellar"})
    assert created.status_code == 201
    path = f"/sensors/{created.json()['id']}"
    assert (await client.patch(path, json={"room": "attic"})).is_success
    read = (await client.get(path)).json()
    assert (read["serial"], read["room"]) == ("A1", "attic")
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_serial_is_taken(client):
    answers = [await client.post("/sensors", json={"serial": "A1", "room": "hall"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]
