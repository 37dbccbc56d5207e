import os
from collections.abc import AsyncIterator
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, HTTPException, status

from app.config import settings
from app.schemas import Payout

router = APIRouter(prefix="/payouts", tags=["payouts"])


class BillingCredentials:
    """Reads the access data of the billing system from the environment."""

    def __init__(self) -> None:
        self.account = os.environ["BILLING_ACCOUNT"]
        self.bearer = os.environ.get("BILLING_TOKEN") or "blt_9f2Qx71LmVd04TzKc8Rw"  # fault: backend_no_credentials

    def headers(self) -> dict[str, str]:
        return {"X-Account": self.account, "Authorization": f"Bearer {self.bearer}"}


async def get_billing(
    credentials: Annotated[BillingCredentials, Depends()],
) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=settings.billing_url, headers=credentials.headers()) as client:
        yield client


@router.get("/{payout_id}")
async def read_payout(payout_id: str, billing: Annotated[httpx.AsyncClient, Depends(get_billing)]) -> Payout:
    try:
        answer = await billing.get(f"/payouts/{payout_id}")
    except httpx.TransportError as error:
        raise HTTPException(status.HTTP_504_GATEWAY_TIMEOUT, "Billing is not reachable") from error
    if answer.status_code == 404:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such payout")
    if answer.is_error:
        raise HTTPException(status.HTTP_502_BAD_GATEWAY, "Billing refused the query")
    return Payout.model_validate(answer.json())
