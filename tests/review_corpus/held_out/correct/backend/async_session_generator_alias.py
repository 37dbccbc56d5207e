from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

import fastapi
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from app.config import get_settings
from app.models import Tag
from app.schemas import TagIn, TagOut

engine = create_async_engine(get_settings().database_url)
Maker = async_sessionmaker(engine, expire_on_commit=False)
router = fastapi.APIRouter()


async def session_scope() -> AsyncIterator[AsyncSession]:
    async with Maker() as s:
        yield s


Db = Annotated[AsyncSession, fastapi.Depends(session_scope)]


@router.get("/tags")
async def list_tags(db: Db) -> list[TagOut]:
    rows = await db.scalars(select(Tag).order_by(Tag.name))
    return [TagOut.model_validate(row) for row in rows]


@router.post("/tags", status_code=HTTPStatus.CREATED)
async def create_tag(body: TagIn, db: Db) -> TagOut:
    tag = Tag(name=body.name)
    db.add(tag)
    try:
        await db.commit()
    except IntegrityError as exc:
        await db.rollback()
        raise fastapi.HTTPException(HTTPStatus.CONFLICT, "tag exists") from exc
    return TagOut.model_validate(tag)


@router.delete("/tags/{tag_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete_tag(tag_id: int, db: Db) -> None:
    tag = await db.get(Tag, tag_id)
    if tag is None:
        raise fastapi.HTTPException(HTTPStatus.NOT_FOUND)
    await db.delete(tag)
    await db.commit()
