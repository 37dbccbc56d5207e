from functools import lru_cache
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI, HTTPException
from pydantic import AnyHttpUrl, BaseModel, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything comes from the environment (RATES_API_KEY, RATES_BASE_URL ...)."""

    model_config = SettingsConfigDict(env_prefix="RATES_", env_file=".env")

    base_url: AnyHttpUrl
    api_key: SecretStr
    api_key_header: str = "X-API-Key"
    timeout_seconds: float = 5.0


@lru_cache
def get_settings() -> Settings:
    return Settings()


async def get_client(settings: Annotated[Settings, Depends(get_settings)]):
    async with httpx.AsyncClient(
        base_url=str(settings.base_url),
        headers={settings.api_key_header: settings.api_key.get_secret_value()},
        timeout=settings.timeout_seconds,
    ) as client:
        yield client


class Rate(BaseModel):
    currency: str
    value: float


app = FastAPI(title="Rates", description="Docs live next to the API, under /docs")


@app.get("/rates/{currency}")
async def read_rate(currency: str, client: Annotated[httpx.AsyncClient, Depends(get_client)]) -> Rate:
    try:
        answer = await client.get("latest", params={"currency": currency})
        answer.raise_for_status()
    except httpx.HTTPStatusError as exc:
        if exc.response.status_code == 404:
            raise HTTPException(404, "unknown currency") from exc
        raise HTTPException(502, "rates service refused the request") from exc
    except httpx.RequestError as exc:
        raise HTTPException(503, "rates service unreachable") from exc
    return Rate.model_validate(answer.json())
