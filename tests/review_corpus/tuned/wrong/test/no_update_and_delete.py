# fault: test_integration_lifecycle, whole file
import pytest
from httpx import ASGITransport, AsyncClient

from app.main import app


@pytest.fixture
async def client():
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as found:
        yield found


@pytest.mark.anyio
async def test_create(client):
    made = await client.post("/tags", json={"name": "a"})
    assert made.status_code == 201


@pytest.mark.anyio
async def test_list(client):
    assert (await client.get("/tags")).json() == []


@pytest.mark.anyio
async def test_missing(client):
    assert (await client.get("/tags/1")).status_code == 404
