from collections.abc import AsyncGenerator

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import async_session
from app.schemas import Count
from app.service import count_users

router = APIRouter()


async def get_db() -> AsyncGenerator[AsyncSession, None]:
    db = async_session()
    try:
        yield db
    except Exception:
        await db.rollback()
        raise
    finally:
        await db.close()


@router.get("/users/count", response_model=Count)
async def count(db: AsyncSession = Depends(get_db)):
    return Count(value=await count_users(db))
