from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_session
from app.models import Depot, Vehicle
from app.schemas import DepotOut, VehicleOut

Payload = dict[str, Any]  # fault
SessionDep = Annotated[AsyncSession, Depends(get_session)]
router = APIRouter(prefix="/depots", tags=["depots"])


class DepotQueries:
    def __init__(self, session: SessionDep) -> None:
        self.session = session

    async def depots(self) -> list[Depot]:
        return list(await self.session.scalars(select(Depot).order_by(Depot.name)))

    async def vehicles(self, depot_id: int) -> list[Vehicle]:
        return list(await self.session.scalars(select(Vehicle).where(Vehicle.depot_id == depot_id)))

    async def counts(self) -> dict[str, int]:
        rows = await self.session.execute(
            select(Depot.name, func.count(Vehicle.id)).join(Vehicle).group_by(Depot.name)
        )
        return {name: count for name, count in rows}


Queries = Annotated[DepotQueries, Depends(DepotQueries)]


@router.get("", response_model=list[DepotOut])
async def list_depots(queries: Queries):
    return await queries.depots()


@router.get("/{depot_id}/vehicles", response_model=list[VehicleOut])
async def list_vehicles(depot_id: int, queries: Queries):
    return await queries.vehicles(depot_id)


@router.get("/statistics")  # fault
async def statistics(queries: Queries) -> Payload:  # fault: backend_response_models
    counts = await queries.counts()
    return {"counts": counts, "total": sum(counts.values())}
