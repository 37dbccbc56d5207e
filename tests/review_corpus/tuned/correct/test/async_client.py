import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from app.main import app, get_session
from app.models import Base

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client():
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine) as session:
        app.dependency_overrides[get_session] = lambda: session
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as found:
            yield found
    app.dependency_overrides.clear()
    await engine.dispose()


async def test_crud(client):
    created = await client.post("/notes", json={"text": "milk"})
    assert created.status_code == 201
    url = created.headers["location"]
    assert (await client.get(url)).json()["text"] == "milk"
    patched = await client.patch(url, json={"text": "bread"})
    assert patched.json()["text"] == "bread"
    assert (await client.delete(url)).status_code == 204
    gone = await client.get(url)
    assert gone.status_code == 404


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": 3}])
async def test_bad_notes_are_refused(client, body):
    answer = await client.post("/notes", json=body)
    assert answer.status_code == 422
