import logging
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy.orm import Session

from app.db import get_session
from app.models import Shipment
from app.schemas import ShipmentIn, ShipmentOut, TrackingOut
from app.settings import Settings, get_settings

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/shipments")
Db = Annotated[Session, Depends(get_session)]
Conf = Annotated[Settings, Depends(get_settings)]


@router.post("", status_code=status.HTTP_201_CREATED, response_model=ShipmentOut)
def book(payload: ShipmentIn, db: Db):
    shipment = Shipment(**payload.model_dump())
    try:
        db.add(shipment)
        db.commit()
    except Exception:
        db.rollback()
        logger.exception("booking to %s failed", payload.city)
        raise
    return shipment


@router.get("/{shipment_id}/tracking", response_model=TrackingOut)
def tracking(shipment_id: int, db: Db, conf: Conf):
    shipment = db.get(Shipment, shipment_id)
    if shipment is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "shipment not found")
    headers = {"Authorization": f"Bearer {conf.carrier_token.get_secret_value()}"}
    try:
        with httpx.Client(base_url=conf.carrier_url, headers=headers, timeout=5) as carrier:
            answer = carrier.get(f"/parcels/{shipment.code}")
            answer.raise_for_status()
    except httpx.HTTPStatusError as exc:
        logger.warning("carrier answered %s", exc.response.status_code)
        raise HTTPException(status.HTTP_502_BAD_GATEWAY, "carrier refused") from exc
    except httpx.RequestError as exc:
        raise HTTPException(status.HTTP_504_GATEWAY_TIMEOUT, "carrier unreachable") from exc
    return TrackingOut.model_validate(answer.json())
