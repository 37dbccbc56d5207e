from app.database import async_session_maker
from app.models import Vote
from sqlalchemy import func, select


async def tally(poll_id: int) -> int:
    session = async_session_maker()  # fault: backend_context_manager
    total = await session.scalar(select(func.count()).where(Vote.poll_id == poll_id))
    return total or 0
