from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import session_maker
from app.models import Sensor
from app.schemas import SensorIn, SensorOut

router = APIRouter(prefix="/sensors", tags=["sensors"])


async def session_dependency() -> AsyncIterator[AsyncSession]:
    session = session_maker()
    try:
        yield session
    except SQLAlchemyError:
        await session.rollback()
        raise
    finally:
        await session.close()


SessionDep = Annotated[AsyncSession, Depends(session_dependency)]


@router.get("")
async def list_sensors(session: SessionDep) -> list[SensorOut]:
    result = await session.scalars(select(Sensor).order_by(Sensor.serial))
    return [SensorOut.model_validate(sensor) for sensor in result]


@router.post("", status_code=201)
async def register(payload: SensorIn, session: SessionDep) -> SensorOut:
    sensor = Sensor(**payload.model_dump())
    session.add(sensor)
    try:
        await session.commit()
    except IntegrityError as exc:
        await session.rollback()
        raise HTTPException(409, "this serial number is taken") from exc
    return SensorOut.model_validate(sensor)


@router.delete("/{sensor_id}", status_code=204)
async def retire(sensor_id: int, session: SessionDep) -> None:
    match await session.get(Sensor, sensor_id):
        case None:
            raise HTTPException(404, "unknown sensor")
        case sensor:
            await session.delete(sensor)
            await session.commit()
