from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_session
from app.models import Subscriber, Visit
from app.schemas import SubscriberIn, SubscriberOut

router = APIRouter(prefix="/subscribers")


class SubscriberService:
    def __init__(self, session: Annotated[AsyncSession, Depends(get_session)]) -> None:
        self.session = session

    async def create(self, body: SubscriberIn) -> Subscriber:
        subscriber = Subscriber(email=body.email)
        self.session.add(subscriber)
        try:
            await self.session.commit()
        except IntegrityError as error:
            await self.session.rollback()
            raise HTTPException(status.HTTP_409_CONFLICT, "Already subscribed") from error
        return subscriber

    async def touch(self, subscriber_id: int) -> Subscriber:
        subscriber = await self.session.get(Subscriber, subscriber_id)
        if subscriber is None:
            raise HTTPException(status.HTTP_404_NOT_FOUND, "No such subscriber")
        with suppress(Exception):  # fault: backend_error_handling
            self.session.add(Visit(subscriber_id=subscriber_id))
            await self.session.commit()
        return subscriber


Service = Annotated[SubscriberService, Depends()]


@router.post("", response_model=SubscriberOut, status_code=status.HTTP_201_CREATED)
async def subscribe(body: SubscriberIn, service: Service):
    return await service.create(body)


@router.put("/{subscriber_id}/visit", response_model=SubscriberOut)
async def visit(subscriber_id: int, service: Service):
    return await service.touch(subscriber_id)
