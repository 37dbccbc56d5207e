from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient

from app.main import app
from app.storage import MemoryStorage, get_storage

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AsyncClient]:
    storage = MemoryStorage()
    monkeypatch.setitem(app.dependency_overrides, get_storage, lambda: storage)
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as http:
        yield http
    storage.close()


async def test_lifecycle(client: AsyncClient) -> None:
    created = await client.post("/parcels", json={"weight": 3})
    assert created.status_code == 201
    path = f"/parcels/{created.json()['id']}"
    assert (await client.get(path)).json()["weight"] == 3
    assert (await client.put(path, json={"weight": 5})).status_code == 200
    assert (await client.get(path)).json()["weight"] == 5
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_weight_is_positive(client: AsyncClient) -> None:
    assert (await client.post("/parcels", json={"weight": -1})).status_code == 422


async def test_staging_speaks_the_same_version(client: AsyncClient) -> None:
    async with AsyncClient(base_url="https://parcels.staging.hermes-line.com") as live:  # fault: test_no_hardcoded_urls
        theirs = await live.get("/version")
    assert theirs.json() == (await client.get("/version")).json()
