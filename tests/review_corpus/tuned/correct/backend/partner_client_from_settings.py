from collections.abc import AsyncIterator
from functools import lru_cache
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import AnyHttpUrl, BaseModel, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class PartnerSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PARTNER_", env_file=".env")

    base_url: AnyHttpUrl
    token: SecretStr
    password_header: str = "X-Partner-Password"


@lru_cache
def get_settings() -> PartnerSettings:
    return PartnerSettings()


class Quote(BaseModel):
    carrier: str
    cents: int


class QuoteQuery(BaseModel):
    weight_grams: int
    postcode: str


async def get_partner(
    settings: Annotated[PartnerSettings, Depends(get_settings)],
) -> AsyncIterator[httpx.AsyncClient]:
    headers = {settings.password_header: settings.token.get_secret_value()}
    async with httpx.AsyncClient(base_url=str(settings.base_url), headers=headers) as client:
        yield client


router = APIRouter(prefix="/quotes", tags=["quotes"])


@router.post("/search", response_model=list[Quote], summary="Searches quotes, stores nothing")
async def search_quotes(query: QuoteQuery, partner: Annotated[httpx.AsyncClient, Depends(get_partner)]):
    try:
        answer = await partner.post("/quotes/query", json=query.model_dump())
        answer.raise_for_status()
    except httpx.HTTPStatusError as error:
        raise HTTPException(status.HTTP_502_BAD_GATEWAY, "The partner refused the query") from error
    except httpx.TransportError as error:
        raise HTTPException(status.HTTP_504_GATEWAY_TIMEOUT, "The partner is not reachable") from error
    return answer.json()
