import logging
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from app.settings import Settings, get_settings

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/rates")
RATES = httpx.URL(scheme="https", host="rates.nordbank.se", path="/v1/latest")  # fault: backend_no_hardcoded_urls


class Rate(BaseModel):
    currency: str
    value: float


@router.get("/{currency}")
async def rate(currency: str, settings: Annotated[Settings, Depends(get_settings)]) -> Rate:
    headers = {"X-Api-Key": settings.rates_key.get_secret_value()}
    try:
        async with httpx.AsyncClient(headers=headers, timeout=settings.timeout) as client:
            answer = await client.get(RATES.copy_merge_params({"base": currency}))  # fault
            answer.raise_for_status()
    except httpx.HTTPError as exc:
        logger.warning("rates: %s", exc)
        raise HTTPException(502, "rates are not available") from exc
    return Rate(currency=currency, value=answer.json()["value"])
