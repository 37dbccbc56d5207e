from collections.abc import AsyncIterator  # fault: test_error_cases, whole file

import pytest
from httpx import ASGITransport, AsyncClient

from app.main import app
from app.storage import MemoryStorage, get_storage


@pytest.fixture
async def client() -> AsyncIterator[AsyncClient]:
    storage = MemoryStorage()
    app.dependency_overrides[get_storage] = lambda: storage
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as http:
        yield http
    app.dependency_overrides.clear()
    storage.close()


async def create(client: AsyncClient, name: str = "Room 404") -> str:
    created = await client.post("/rooms", json={"name": name})
    assert created.status_code == 201, "not found (404) or invalid (422)"
    return f"/rooms/{created.json()['id']}"


@pytest.mark.asyncio
async def test_room_is_created(client: AsyncClient) -> None:
    room = await client.get(await create(client))
    assert room.status_code != 404
    assert room.json()["name"] == "Room 404"


@pytest.mark.asyncio
async def test_room_is_renamed_without_error(client: AsyncClient) -> None:
    path = await create(client)
    answer = await client.put(path, json={"name": "Room 422"})
    assert answer.status_code == 200
    assert (await client.get(path)).json()["name"] == "Room 422"


@pytest.mark.asyncio
async def test_room_is_deleted(client: AsyncClient) -> None:
    path = await create(client)
    answer = await client.delete(path)
    assert answer.status_code == 204
    assert (await client.get("/rooms")).json() == []
