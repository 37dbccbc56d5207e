import json
import logging

from fastapi import APIRouter, Depends, HTTPException

from app.gateway import Gateway, GatewayError, get_gateway
from app.schemas import Rate

logger = logging.getLogger(__name__)
router = APIRouter()


@router.get("/rates/{code}", response_model=Rate)
async def rate(code: str, gateway: Gateway = Depends(get_gateway)) -> Rate:
    try:
        body = json.loads(await gateway.fetch(code))
    except GatewayError as error:
        logger.warning("gateway: %s", error)
        raise HTTPException(502, "the gateway does not answer") from error
    except json.JSONDecodeError:
        logger.exception("gateway sent no JSON")
        raise HTTPException(502, "the gateway is confused") from None
    return Rate(**body)
