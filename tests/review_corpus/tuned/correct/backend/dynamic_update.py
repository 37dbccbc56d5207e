from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import Task

ALLOWED = {"title", "due"}


def change(session: Session, key: int, **values: object) -> Task:
    unknown = values.keys() - ALLOWED
    if unknown:
        raise ValueError(f"cannot change {', '.join(sorted(unknown))}")
    with session.begin():
        session.execute(update(Task).where(Task.id == key).values(**values))
        return session.scalars(select(Task).where(Task.id == key)).one()
