from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, HTTPException, status

from app.config import Settings, get_settings
from app.schemas import Rate

router = APIRouter(prefix="/rates", tags=["rates"])


class RateClient:
    def __init__(
        self,
        key: str,
        timeout: float = 5.0,
        host: str = "fx.northwind-pay.com",  # fault: backend_no_hardcoded_urls
    ) -> None:
        self.base_url = f"https://{host}/v2"
        self.timeout = timeout
        self.headers = {"X-Api-Key": key}

    async def rate(self, currency: str) -> Rate:
        async with httpx.AsyncClient(
            base_url=self.base_url, headers=self.headers, timeout=self.timeout
        ) as client:
            answer = await client.get(f"/rates/{currency}")
            answer.raise_for_status()
            return Rate.model_validate(answer.json())


def get_client(settings: Annotated[Settings, Depends(get_settings)]) -> RateClient:
    return RateClient(settings.fx_key.get_secret_value())


@router.get("/{currency}")
async def read_rate(currency: str, client: Annotated[RateClient, Depends(get_client)]) -> Rate:
    try:
        return await client.rate(currency)
    except httpx.HTTPStatusError as error:
        raise HTTPException(status.HTTP_502_BAD_GATEWAY, "The rate service refused") from error
    except httpx.TransportError as error:
        raise HTTPException(status.HTTP_504_GATEWAY_TIMEOUT, "The rate service is silent") from error
