import csv
import io
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response, status
from fastapi.responses import StreamingResponse
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import get_session
from app.models import Reading
from app.schemas import ReadingIn, ReadingOut

Db = Annotated[AsyncSession, Depends(get_session, use_cache=True)]
router = APIRouter(prefix="/readings")


@router.get("/export.csv", response_class=StreamingResponse)
async def export(db: Db) -> StreamingResponse:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for reading in await db.scalars(select(Reading).order_by(Reading.id)):
        writer.writerow([reading.id, reading.meter, reading.value])
    return StreamingResponse(iter([buffer.getvalue()]), media_type="text/csv")


@router.post("", status_code=status.HTTP_201_CREATED, response_model=ReadingOut)
async def record(body: ReadingIn, response: Response, db: Db) -> Reading:
    reading = Reading(meter=body.meter, value=body.value)
    db.add(reading)
    await db.commit()
    response.headers["Location"] = f"/readings/{reading.id}"
    return reading


@router.delete(
    "/{reading_id}",
    responses={404: {"description": "No such reading"}},
    status_code=status.HTTP_204_NO_CONTENT,
)
async def discard(reading_id: int, db: Db) -> Response:
    result: CursorResult = await db.execute(delete(Reading).where(Reading.id == reading_id))
    if result.rowcount == 0:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such reading")
    await db.commit()
    return Response(status_code=status.HTTP_204_NO_CONTENT)
