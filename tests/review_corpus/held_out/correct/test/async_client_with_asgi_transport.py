from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from app.db import Base, get_session
from app.main import app

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def api(tmp_path) -> AsyncIterator[AsyncClient]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    maker = async_sessionmaker(engine, expire_on_commit=False)
    async with engine.begin() as conn:
        await conn.run_sync(Base.metadata.create_all)

    async def session_override():
        async with maker() as session:
            yield session

    app.dependency_overrides[get_session] = session_override
    try:
        async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
            yield client
    finally:
        del app.dependency_overrides[get_session]
        await engine.dispose()


async def test_note_from_cradle_to_grave(api: AsyncClient) -> None:
    created = await api.post("/notes", json={"title": "Milk", "body": "two litres"})
    assert created.status_code == 201
    path = f"/notes/{created.json()['id']}"
    assert (await api.get(path)).json()["title"] == "Milk"

    changed = await api.patch(path, json={"title": "Oat milk"})
    assert changed.status_code == 200
    assert (await api.get(path)).json() == {**created.json(), "title": "Oat milk"}

    assert (await api.delete(path)).status_code == 204
    assert (await api.get(path)).status_code == 404


@pytest.mark.parametrize(("method", "path"), [("GET", "/notes/0"), ("DELETE", "/notes/77")])
async def test_missing_note(api: AsyncClient, method: str, path: str) -> None:
    response = await api.request(method, path)
    assert response.status_code == 404
    assert "detail" in response.json()
